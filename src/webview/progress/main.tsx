import './locale.ts';
import 'uplot/dist/uPlot.min.css';
import { render } from 'preact';
import chinese from '../../l10n/bundle.l10n.zh-cn.json';
import { translator } from '../../l10n/translate.ts';
import { isProgressMessage, type ProgressRequest } from '../../quiz/progressView.ts';
import { ProgressPage } from './ProgressPage.tsx';

declare function acquireVsCodeApi(): { postMessage(message: ProgressRequest): void };

const locale = document.documentElement.lang.toLowerCase();
const t = translator(locale.startsWith('zh') ? chinese : {});
const root = document.getElementById('root');
const api = acquireVsCodeApi();

if (root !== null) {
  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    if (!isProgressMessage(event.data)) return;
    const quiz = (topic: string): void => {
      api.postMessage({ type: 'quizTopic', topic });
    };
    render(<ProgressPage view={event.data.view} t={t} locale={locale} quiz={quiz} />, root);
  });
  api.postMessage({ type: 'ready' });
}
