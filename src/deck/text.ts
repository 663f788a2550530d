/** Measures and joins text in which Chinese and Latin stand side by side. */

const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/;
const wideAll = new RegExp(wide.source, 'g');
const han = /[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]/;

/** Columns that `text` takes in a fixed-width font: two for a Chinese character, one for any other. */
export function width(text: string): number {
  return text.length + (text.match(wideAll)?.length ?? 0);
}

/** Whether `text` holds a Chinese character. */
export function hasHan(text: string): boolean {
  return han.test(text);
}

/** Number of Latin words plus Chinese characters: how much there is to read. */
export function wordCount(text: string): number {
  let words = 0;
  let inWord = false;
  for (const char of text) {
    if (han.test(char)) {
      words += 1;
      inWord = false;
    } else if (/[\p{L}\p{N}]/u.test(char)) {
      if (!inWord) words += 1;
      inWord = true;
    } else if (!/[-'’._/]/.test(char)) {
      inWord = false;
    }
  }
  return words;
}

/** Joins the lines of one paragraph; Chinese text takes no space where the line was broken. */
export function joinLines(lines: readonly string[]): string {
  let joined = '';
  let before = '';
  for (const line of lines) {
    if (line === '') continue;
    const tight = wide.test(before) && wide.test(line.charAt(0));
    joined += before === '' || tight ? line : ` ${line}`;
    before = line.charAt(line.length - 1);
  }
  return joined;
}

/** Whether a note is written in Chinese: one letter in ten is. Notes in Chinese are full of English terms. */
export function looksChinese(text: string): boolean {
  const sample = text.slice(0, 20_000);
  const chinese = sample.match(/[\u3400-\u4dbf\u4e00-\u9fff]/g)?.length ?? 0;
  const latin = sample.match(/[A-Za-z]/g)?.length ?? 0;
  return chinese * 9 > latin;
}

/** Whether two words are equal but for one letter wrong, missing or too many, or two neighbours swapped. */
export function withinOneEdit(a: string, b: string): boolean {
  let start = 0;
  while (start < a.length && start < b.length && a.charAt(start) === b.charAt(start)) start += 1;
  const [restA, restB] = [a.slice(start), b.slice(start)];
  const swapped = restA.charAt(1) + restA.charAt(0) + restA.slice(2);
  const edits = [restA.slice(1), restA, restB.charAt(0) + restA, restB.charAt(0) + restA.slice(1), swapped];
  return [restB, restB.slice(1)].includes(restA.slice(1)) || edits.includes(restB);
}
