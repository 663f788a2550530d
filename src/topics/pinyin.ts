/**
 * Initials of Chinese text for search, as one types them with an input method: 调度流程 is found by `ddlc`. They
 * come from the order of the runtime's own Chinese collation, so that no table of characters has to be shipped.
 */

/** First character of each letter in that order; no syllable begins with I, U or V. */
const firsts = '阿八嚓哒妸发旮哈丌咔垃妈拏噢妑七呥仨他屲夕丫帀';
const letters = 'abcdefghjklmnopqrstwxyz';

/** Characters of the trade that are also read with another initial; the collation knows one reading. */
const readings: Readonly<Record<string, string>> = {
  重: 'cz',
  调: 'dt',
  长: 'cz',
  行: 'xh',
  参: 'cs',
  单: 'ds',
  弹: 'dt',
  会: 'hk',
  率: 'ls',
  传: 'cz',
  降: 'jx',
  着: 'z',
  差: 'c',
};

/** For each character the letters that may stand for it; one string per UTF-16 unit, empty where none may. */
export type Initials = readonly string[];

/** Makes a function that gives the initials of a text; it gives none where the runtime knows no Chinese order. */
export function initialsReader(collator = new Intl.Collator('zh-CN')): (text: string) => Initials {
  const known = new Map<string, string>();
  const works = collator.compare('八', '七') < 0 && collator.compare('哒', '他') < 0 && inOrder(collator);
  const read = (character: string): string => {
    let found = known.get(character);
    if (found === undefined) {
      found = readings[character] ?? initial(character, collator);
      known.set(character, found);
    }
    return found;
  };
  return (text) => {
    if (!works || !/[㐀-鿿]/.test(text)) return [];
    return Array.from(text.toLowerCase(), (character) =>
      /[a-z0-9]/.test(character) ? character : /[㐀-鿿]/.test(character) ? read(character) : '',
    ).filter((letter) => letter !== '');
  };
}

/** Whether the letters of `query` are the initials of a run of characters. */
export function hasInitials(initials: Initials, query: string): boolean {
  const last = initials.length - query.length;
  for (let start = 0; start <= last; start++) {
    let at = 0;
    while (at < query.length && initials[start + at]?.includes(query.charAt(at)) === true) at++;
    if (at === query.length) return true;
  }
  return false;
}

function inOrder(collator: Intl.Collator): boolean {
  for (let i = 1; i < firsts.length; i++) {
    if (collator.compare(firsts.charAt(i - 1), firsts.charAt(i)) >= 0) return false;
  }
  return true;
}

function initial(character: string, collator: Intl.Collator): string {
  let low = 0;
  let high = firsts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (collator.compare(character, firsts.charAt(middle)) >= 0) low = middle;
    else high = middle - 1;
  }
  return letters.charAt(low);
}
