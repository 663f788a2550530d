import { plainText } from './inline.ts';

/** Words that head a remark, never the name of a thing, whether in bold or not. */
const remarks = words(`
注意 注 备注 说明 例如 例 示例 举例 比如 举个例子 区别 差异 不同点 相同点 共同点 优点 缺点 优势 劣势 优缺点 好处 坏处 弊端
作用 用途 特点 特性 特征 原理 原因 目的 背景 场景 适用场景 使用场景 应用场景 用法 使用方法 解决方案 解决方法 解决办法
步骤 流程 过程 结果 结论 总结 小结 概述 简介 介绍 定义 概念 含义 意思 问题 问 答 答案 回答 面试官 我
参考 参考资料 参考答案 资料 链接 来源 出处 提示 警告 重要 重点 要点 关键 关键点 核心 补充 扩展 延伸 追问
第一 第二 第三 第四 其一 其二 首先 其次 然后 最后 另外 此外 同时 因此 所以 但是 一句话 一句话总结 简单来说 换句话说 也就是说
前提 前提条件 影响 现象 排查 处理 注意事项 常见问题 公式
note notes nb tip tips warning caution important attention example examples e.g eg i.e ie difference differences
pro pros con cons advantage advantages disadvantage disadvantages benefit benefits drawback drawbacks purpose goal goals
reason reasons why how when where what who which q a question questions answer answers summary conclusion overview
introduction intro background first second third finally also result results ref refs reference references source sources
todo fixme update edit problem solution fix cause symptom pitfall pitfalls trap gotcha gotchas caveat caveats hint remember
takeaway takeaways tl;dr tldr interviewer me before after now then do don't never always use avoid only if else
`);

/** Words that name a property of the subject: a term only where the author set them in bold. */
const attributes = words(`
不同 功能 目标 使用 方法 方式 方案 命令 配置 格式 语法 参数 核心 文档 官网 地址 时间 日期 作者 版本 关键词 名称 类型 描述
默认 默认值 取值 可选值 条件 限制 要求 依赖 输入 输出 返回 模式 规则 状态 性能 成本 端口
use uses usage usages case cases definition syntax command commands output input return returns parameter parameters
params default defaults value values type types kind kinds step steps process see link links url docs documentation date
author version versions tag tags keyword keywords name description mode modes component components feature features
option options method methods field fields requirement requirements prerequisite prerequisites limitation limitations
point points rule rules state status port ports effect effects practice practices time
`);

const remarkPhrases = words(
  'use_case use_cases see_also key_point key_points key_takeaway key_takeaways in_short in_practice for_example ' +
    'for_instance such_as in_other_words one_sentence best_practice best_practices how_it_works when_to_use',
);

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}

/** Whether `term` heads a remark ("优点", "Note", "第一") instead of naming a thing; `marked`: it is in bold. */
export function isLabel(term: string, marked: boolean): boolean {
  const plain = plainText(term)
    .toLowerCase()
    .replace(/[\s:：.。]+$/, '')
    .replace(/^(?:\d+[.)、]\s*)/, '');
  if (remarks.has(plain) || remarkPhrases.has(plain.replaceAll(' ', '_'))) return true;
  if (/^(?:第[一二三四五六七八九十\d]+[步点个条]?|[qa]\d+|问题?\d+|答\d*|step \d+|[\d\s.:/-]+)$/i.test(plain))
    return true;
  if (marked) return false;
  // "typical uses", "主要优点": the last word decides.
  const last = plain.slice(plain.lastIndexOf(' ') + 1);
  return attributes.has(plain) || remarks.has(last) || attributes.has(last) || endsInRemark(plain);
}

function endsInRemark(plain: string): boolean {
  const tail = [2, 3, 4].map((length) => plain.slice(-length));
  return /[\u4e00-\u9fff]$/.test(plain) && tail.some((end) => remarks.has(end) || attributes.has(end));
}

const genericHeadings =
  /^(?:概述|概念|概览|简介|介绍|定义|背景|原理|工作原理|实现原理|架构|组成|组件|特点|特性|优点|缺点|优势|劣势|优缺点|区别|对比|作用|用途|功能|场景|适用场景|使用场景|应用场景|流程|步骤|类型|分类|配置|用法|使用|命令|常用命令|示例|例子|总结|小结|注意|注意事项|常见问题|问题|答案|overview|introduction|intro|background|definition|concepts?|basics|architecture|components?|features?|pros|cons|pros (?:and|&) cons|advantages?|disadvantages?|benefits|drawbacks|differences?|comparison|usage|use cases?|how it works|workflow|steps|types|configuration|config|commands|flags|options|examples?|summary|conclusion|notes?|tips|pitfalls|faq|q ?& ?a|details|limitations|when to use|installation|install|getting started|quick ?start)$/i;

const housekeepingHeadings =
  /^(?:参考|参考资料|参考链接|参考文献|链接|相关链接|延伸阅读|扩展阅读|目录|更新日志|变更记录|修订记录|待办|许可证|版权|作者|关于本文|references?|links?|further reading|see also|resources|bibliography|table of contents|contents|toc|changelog|change log|release notes|history|todos?|to do|licen[cs]e|contributing|contributors|authors?|credits|acknowledge?ments?|badges|sponsors?|support|code of conduct|copyright)$/i;

const glossaryHeadings =
  /^(?:(?:.{1,12})?(?:名词解释|术语|术语表|词汇表)|(?:.{1,40} )?(?:glossary|terminology|terms|definitions))$/i;

/** Whether a heading says something only together with the one above it ("优点", "Overview"). */
export function isGenericHeading(plain: string): boolean {
  return genericHeadings.test(plain);
}

/** Whether a section under this heading is there for the reader's way, not for study. */
export function isHousekeeping(plain: string): boolean {
  return housekeepingHeadings.test(plain);
}

/** Whether a section is a collection of terms that have no more in common. */
export function isGlossary(plain: string): boolean {
  return glossaryHeadings.test(plain);
}
