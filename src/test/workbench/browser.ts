import type { Browser } from 'playwright-core';
import { ensureFonts } from './toolchain.ts';

/** Starts the Chromium that ships inside an npm package, with our fonts; needs no library of the system. */
export async function launchBrowser(say: (line: string) => void): Promise<Browser> {
  const fonts = await ensureFonts(say);
  process.env.FONTCONFIG_PATH = fonts;
  process.env.FONTCONFIG_FILE = `${fonts}/fonts.conf`;
  // Makes the package unpack the libraries (nss, nspr) that a bare machine lacks; read at import.
  process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs24.x';
  const { default: chromium } = await import('@sparticuz/chromium');
  const { chromium: playwright } = await import('playwright-core');
  const executablePath = await chromium.executablePath();
  process.env.FONTCONFIG_PATH = fonts;
  return playwright.launch({
    executablePath,
    headless: true,
    args: [
      ...chromium.args.filter((arg) => !['--single-process', '--no-zygote'].includes(arg)),
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
