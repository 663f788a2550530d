import { render } from 'preact';
import { translator } from '../l10n/translate.ts';
import chinese from '../l10n/bundle.l10n.zh-cn.json';
import { connectHost } from './host.ts';
import { Quiz } from './Quiz.tsx';

const locale = document.documentElement.lang.toLowerCase();
const root = document.getElementById('root');
if (root !== null) {
  render(<Quiz host={connectHost()} t={translator(locale.startsWith('zh') ? chinese : {})} />, root);
}
