/**
 * A browser that runs under the C locale calls its language `en-US@posix`, which `Intl` refuses, and the plotting
 * library asks for it while it loads. Imported before it; the page's own language takes its place then.
 */
try {
  new Intl.NumberFormat(navigator.language);
} catch {
  Object.defineProperty(navigator, 'language', { value: document.documentElement.lang, configurable: true });
}
