/** Translations of one language: English text (the key, with `{0}` placeholders) to its translation. */
export type Bundle = Readonly<Record<string, string>>;

/** Returns `message` in the user's language with `{0}`, `{1}`, ... replaced by `args`. */
export type Translate = (message: string, ...args: readonly (string | number)[]) => string;

/**
 * Makes a lookup over `bundle`; a message without translation comes out in English, as `vscode.l10n.t` does,
 * so that a missing key costs a sentence and never a feature.
 */
export function translator(bundle: Bundle = {}): Translate {
  return (message, ...args) => {
    const text = Object.hasOwn(bundle, message) ? (bundle[message] ?? message) : message;
    return text.replace(/\{(\d+)\}/g, (whole, index: string) => {
      const arg = args[Number(index)];
      return arg === undefined ? whole : String(arg);
    });
  };
}
