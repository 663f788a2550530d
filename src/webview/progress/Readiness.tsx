import type { Translate } from '../../l10n/translate.ts';
import type { TopicReadiness } from '../../quiz/progressView.ts';

/** How likely the cards of each topic are known now; a table with bars in it, the weakest of a chapter first. */
export function Readiness(props: {
  topics: readonly TopicReadiness[];
  lang: string;
  t: Translate;
  quiz: (topic: string) => void;
}) {
  const { topics, lang, t, quiz } = props;
  const chapters = [...new Set(topics.map(({ chapter }) => chapter))];
  return (
    <section class="plot" aria-labelledby="ready-title">
      <h2 id="ready-title">{t('How ready each topic is')}</h2>
      {chapters.map((chapter, index) => {
        const own = topics.filter((topic) => topic.chapter === chapter).sort((a, b) => a.known - b.known);
        const cards = own.reduce((sum, topic) => sum + topic.cards, 0);
        const known = own.reduce((sum, topic) => sum + topic.known * topic.cards, 0) / Math.max(1, cards);
        return (
          <details key={chapter} open={index === 0}>
            <summary>
              <span class="chapter" lang={lang}>
                {chapter}
              </span>{' '}
              <Bar known={known} />
            </summary>
            <table class="ready">
              <caption class="visually-hidden">{chapter}</caption>
              <thead>
                <tr>
                  <th scope="col">{t('Topic')}</th>
                  <th scope="col">{t('Known')}</th>
                  <th scope="col">{t('New of all cards')}</th>
                  <th scope="col">
                    <span class="visually-hidden">{t('Action')}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {own.map((topic) => (
                  <tr key={topic.id}>
                    <th scope="row" lang={lang}>
                      {topic.title}
                    </th>
                    <td>
                      <Bar known={topic.known} />
                    </td>
                    <td>{t('{0} of {1}', topic.fresh, topic.cards)}</td>
                    <td>
                      <button
                        type="button"
                        class="link"
                        aria-label={t('Quiz {0}', topic.title)}
                        onClick={() => {
                          quiz(topic.id);
                        }}
                      >
                        {t('Quiz')}
                      </button>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </details>
        );
      })}
    </section>
  );
}

function Bar({ known }: { known: number }) {
  const percent = Math.round(known * 100);
  return (
    <span class="bar">
      <svg width="96" height="8" aria-hidden="true">
        <rect class="all" width="96" height="8" rx="2" />
        <rect class="known" width={Math.round(0.96 * percent)} height="8" rx="2" />
      </svg>{' '}
      {percent} %
    </span>
  );
}
