import type { AlertBlock, Block, Table } from './blocks.ts';
import { deriveChoice } from './cards/choice.ts';
import { deriveCloze } from './cards/cloze.ts';
import { deriveDefine } from './cards/define.ts';
import { Derivation, namespaced, type SectionFacts } from './cards/derivation.ts';
import { deriveExplain } from './cards/explain.ts';
import { deriveFollowUps } from './cards/followUp.ts';
import { deriveList } from './cards/list.ts';
import { deriveOrder } from './cards/order.ts';
import { deriveTable } from './cards/table.ts';
import { entryConcept, headingConcept, isConcept } from './concepts.ts';
import { type Group, groupsOf, isQuestion, toAlert } from './entries.ts';
import { plainText } from './inline.ts';
import { isGenericHeading } from './labels.ts';
import { readLines } from './lines.ts';
import { writeBlocks } from './markdown.ts';
import { cardTypes, type Comment, type Mark, parseMarks } from './marks.ts';
import { type ProblemCode, problem, skipped } from './problems.ts';
import { scanBlocks } from './scan.ts';
import { headingText, type Section, sectionTree } from './sections.ts';
import { sectionNamer } from './sectionId.ts';
import { looksChinese } from './text.ts';
import type {
  Card,
  CardType,
  Chapter,
  Concept,
  Language,
  NoteFile,
  ParsedNote,
  Problem,
  Skipped,
  Tier,
  Topic,
} from './types.ts';

/** What a section hands down to the sections under it. */
interface Inherited {
  readonly tier: Tier;
  readonly private: boolean;
  readonly allowed: readonly CardType[] | undefined;
  readonly byCell: boolean;
}

/**
 * Reads one note: chapters, topics, cards and concepts, what an author should mend, and what was left out and
 * why. Never throws; the same text gives the same result. Ids are unique within the file (`buildDeck` sees to
 * the rest).
 */
export function parseNote(file: NoteFile): ParsedNote {
  return new NoteParser(file).parse();
}

class NoteParser {
  private readonly file: NoteFile;
  private readonly language: Language;
  private readonly problems: Problem[] = [];
  private readonly skipped: Skipped[] = [];
  private readonly concepts: Concept[] = [];
  private readonly chapters: Chapter[] = [];
  private readonly marks = new Map<readonly Comment[], Mark | undefined>();
  private readonly explicit = new Map<string, number>();
  private chapterTitle = '';
  private readonly nameSection: (heading: string) => string;
  private readonly report = (code: ProblemCode, line: number, ...args: (string | number)[]): void => {
    this.problems.push(problem(code, this.file.path, line, ...args));
  };

  constructor(file: NoteFile) {
    this.file = file;
    this.language = file.language ?? (looksChinese(file.text) ? 'zh-cn' : 'en');
    this.nameSection = sectionNamer(file.source);
  }

  parse(): ParsedNote {
    const { lines, title } = readLines(this.file.text, this.report);
    const root = sectionTree(scanBlocks(lines, this.report), lines);
    const inherited = this.inherit(
      { tier: 'should', private: false, allowed: undefined, byCell: false },
      this.directives(root),
    );
    this.readChapters(root, title, inherited);
    this.problems.sort((a, b) => a.line - b.line);
    return {
      chapters: this.chapters,
      concepts: this.concepts,
      problems: this.problems,
      skipped: this.skipped,
    };
  }

  /** `#` headings are chapters, unless the note uses them for its questions: then the file is the chapter. */
  private readChapters(root: Section, title: string | undefined, inherited: Inherited): void {
    const fileTitle = title ?? fileName(this.file.path);
    const tops = root.children.filter((section) => section.level === 1);
    const structured = tops.some((section) => section.children.length > 0);
    const first = tops[0];
    if (first === undefined || (!structured && tops.length > 1)) {
      const heading = first !== undefined && !hasBody(first) ? first : undefined;
      const name = heading === undefined ? fileTitle : plainText(headingText(heading.heading));
      const sections = root.children.filter((section) => section !== heading);
      this.addChapter(name, heading === undefined ? undefined : this.markOf(heading.comments), (topics) => {
        this.readPreamble(root, fileTitle, inherited, topics);
        for (const section of sections) this.readSection(section, [], inherited, topics);
      });
      return;
    }
    const before = root.children.filter((section) => section.level !== 1);
    if (before.length > 0 || (hasBody(root) && tops.length > 1)) {
      this.addChapter(fileTitle, undefined, (topics) => {
        this.readPreamble(root, fileTitle, inherited, topics);
        for (const section of before) this.readSection(section, [], inherited, topics);
      });
    }
    for (const top of tops) {
      const mark = this.sectionMark(top);
      const below = this.inherit(inherited, mark);
      const name = mark?.title ?? plainText(headingText(top.heading));
      this.addChapter(name, mark, (topics) => {
        if (hasBody(top)) this.readChapterBody(top, mark, below, topics);
        else if (isConcept(mark)) this.skipConcept(top);
        for (const child of top.children) this.readSection(child, [], below, topics);
      });
    }
  }

  /** What precedes the first heading: the whole note where there are no headings, else its introduction. */
  private readPreamble(root: Section, title: string, inherited: Inherited, topics: Topic[]): void {
    if (!hasBody(root)) return;
    if (root.children.length > 0)
      this.skipped.push(skipped('topic', this.file.path, root.range, 'chapter-introduction'));
    else this.readTopic({ ...root, heading: title }, undefined, [], inherited, topics);
  }

  private addChapter(title: string, mark: Mark | undefined, fill: (topics: Topic[]) => void): void {
    const { source, path } = this.file;
    const topics: Topic[] = [];
    this.chapterTitle = title;
    fill(topics);
    if (topics.length === 0) return;
    const id = mark?.id === undefined ? this.nameSection(title) : namespaced(source, mark.id);
    this.chapters.push({ id, title, source, file: path, language: this.language, topics });
  }

  /** What stands right under a chapter's heading is its introduction, unless it is more than prose or marked. */
  private readChapterBody(top: Section, mark: Mark | undefined, inherited: Inherited, topics: Topic[]): void {
    const substance =
      groupsOf(top.blocks, this.markOf).length > 0 ||
      top.blocks.some((block) => block.type === 'table' || (block.type === 'alert' && block.kind !== 'note'));
    const asks = isQuestion(top.heading);
    if (top.children.length === 0 || isConcept(mark) || substance || asks) {
      this.readTopic(top, mark, [], inherited, topics);
      return;
    }
    this.skipped.push(skipped('topic', this.file.path, top.range, 'chapter-introduction'));
  }

  private readSection(section: Section, groups: readonly string[], above: Inherited, topics: Topic[]): void {
    const mark = this.sectionMark(section);
    const inherited = this.inherit(above, mark);
    if (hasBody(section)) this.readTopic(section, mark, groups, inherited, topics);
    else if (isConcept(mark)) this.skipConcept(section);
    else if (section.children.length === 0) {
      this.skipped.push(skipped('topic', this.file.path, section.range, 'empty-section'));
    }
    const title = mark?.title ?? plainText(headingText(section.heading));
    // Where a heading has a body its mark speaks for that; what is private stays so all the way down.
    const below = hasBody(section) ? { ...above, private: inherited.private } : inherited;
    for (const child of section.children) this.readSection(child, [...groups, title], below, topics);
  }

  private skipConcept(section: Section): void {
    this.skipped.push(skipped('concept', this.file.path, section.range, 'empty-section'));
  }

  private readTopic(
    section: Section,
    mark: Mark | undefined,
    groups: readonly string[],
    inherited: Inherited,
    topics: Topic[],
  ): void {
    const { source, path } = this.file;
    const heading = headingText(section.heading);
    const plain = plainText(heading);
    const id = mark?.id === undefined ? this.nameSection(heading) : namespaced(source, mark.id);
    const parent = groups[groups.length - 1];
    const context = isGenericHeading(plain) ? (parent ?? this.chapterTitle) : undefined;
    const question = context === undefined ? heading : `${context} · ${heading}`;
    const alertBlocks = section.blocks.filter((block): block is AlertBlock => block.type === 'alert');
    const alerts = alertBlocks.map(toAlert);
    const entryGroups = groupsOf(section.blocks, this.markOf);
    const facts: SectionFacts = {
      file: path,
      source,
      id,
      question,
      heading,
      title: mark?.title ?? plain,
      isQuestion: isQuestion(heading),
      blocks: section.blocks,
      groups: entryGroups,
      numberedLists: entryGroups.filter(
        ({ from, ordered, depth }) => from === 'list' && ordered && depth === 0,
      ).length,
      tables: section.blocks
        .filter((block): block is Table => block.type === 'table')
        .map((table) => ({ ...table, marks: table.rows.map((row) => this.markOf(row.comments)) })),
      alerts,
      range: section.range,
      tier: inherited.tier,
      private: inherited.private,
      allowed: inherited.allowed,
      byCell: inherited.byCell,
    };
    const derivation = new Derivation(facts);
    deriveList(derivation);
    deriveOrder(derivation);
    deriveTable(derivation);
    deriveExplain(derivation);
    deriveDefine(derivation);
    deriveCloze(derivation);
    deriveFollowUps(
      derivation,
      followUps(section.blocks).map((block) => ({ block, mark: this.markOf(block.comments) })),
    );
    deriveChoice(derivation);
    for (const one of derivation.skipped) this.skipped.push(one);
    this.readConcepts(facts, mark, entryGroups);
    this.checkLooseMarks(section.blocks, entryGroups);
    topics.push({
      id,
      title: mark?.title ?? plain,
      question: section.heading,
      groups,
      tier: inherited.tier,
      private: inherited.private,
      file: path,
      range: section.range,
      body: writeBlocks(section.blocks),
      alerts,
      cards: inCardOrder(derivation.cards()),
      ...(inherited.allowed === undefined ? {} : { allowed: inherited.allowed }),
      ...(mark?.shadows === undefined ? {} : { shadows: mark.shadows }),
    });
  }

  private readConcepts(facts: SectionFacts, mark: Mark | undefined, groups: readonly Group[]): void {
    const owner = { source: facts.source, topic: facts.id, file: facts.file, private: facts.private };
    if (isConcept(mark)) {
      this.concepts.push(headingConcept(owner, mark, facts.heading, facts.blocks, facts.alerts, facts.range));
    }
    for (const { entries } of groups) {
      for (const entry of entries) {
        if (!isConcept(entry.mark)) continue;
        this.concepts.push(entryConcept(owner, entry.mark, entry));
      }
    }
  }

  /** Marks on lines that are neither items nor definitions. */
  private checkLooseMarks(blocks: readonly Block[], groups: readonly Group[]): void {
    const used = new Set(groups.flatMap(({ entries }) => entries.map(({ mark }) => mark)));
    for (const block of blocks) {
      if (block.type !== 'paragraph') continue;
      for (const line of block.lines) {
        const mark = this.markOf(line.comments);
        if (mark !== undefined && !used.has(mark)) this.report('misplaced-mark', mark.line);
      }
    }
  }

  /** Reads the comments of one thing as its mark; an id that is taken already is reported and dropped. */
  private readonly markOf = (comments: readonly Comment[]): Mark | undefined => {
    if (comments.length === 0) return undefined;
    if (this.marks.has(comments)) return this.marks.get(comments);
    let mark = parseMarks(comments, this.report);
    if (mark?.id !== undefined) {
      const earlier = this.explicit.get(mark.id);
      if (earlier === undefined) {
        this.explicit.set(mark.id, mark.line);
      } else {
        this.report('duplicate-id', mark.line, mark.id, this.file.path, earlier + 1);
        mark = withoutId(mark);
      }
    }
    this.marks.set(comments, mark);
    return mark;
  };

  /** The mark on a heading together with those on lines of their own under it. */
  private sectionMark(section: Section): Mark | undefined {
    const own = this.markOf(section.comments);
    const below = this.directives(section);
    return own === undefined ? below : below === undefined ? own : { ...below, ...own };
  }

  private directives(section: Section): Mark | undefined {
    const marks = section.blocks.map((block) =>
      block.type === 'directive' ? this.markOf(block.comments) : undefined,
    );
    const found = marks.filter((mark) => mark !== undefined);
    return found.length === 0 ? undefined : (Object.assign({}, ...found.reverse()) as Mark);
  }

  private inherit(above: Inherited, mark: Mark | undefined): Inherited {
    if (mark === undefined) return above;
    return {
      tier: mark.tier ?? above.tier,
      private: above.private || mark.private === true,
      allowed: mark.cards ?? above.allowed,
      byCell: mark.cards === undefined ? above.byCell : mark.cells === true,
    };
  }
}

/** Follow-up questions of a section and of the items in it. */
function followUps(blocks: readonly Block[]): AlertBlock[] {
  return blocks.flatMap((block) => {
    if (block.type === 'list') return block.items.flatMap((item) => followUps(item.blocks));
    return block.type === 'alert' && block.kind === 'follow-up' ? [block] : [];
  });
}

function withoutId(mark: Mark): Mark {
  return Object.fromEntries(Object.entries(mark).filter(([key]) => key !== 'id')) as unknown as Mark;
}

function hasBody(section: Section): boolean {
  return section.blocks.some((block) => block.type !== 'directive' && block.type !== 'rule');
}

function fileName(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.[^.]+$/, '');
  return name === '' ? path : name;
}

function inCardOrder(cards: readonly Card[]): Card[] {
  return [...cards].sort((a, b) => cardTypes.indexOf(a.type) - cardTypes.indexOf(b.type));
}
