import * as vscode from 'vscode';
import type { Translate } from '../l10n/translate.ts';

/** `vscode.l10n.t` in the shape that the pure core takes; the texts stand where the core calls it. */
export const translate: Translate = (message, ...args) => vscode.l10n.t(message, ...args);
