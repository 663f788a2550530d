import type { Translate } from '../../l10n/translate.ts';

/** The figures behind a plot, for whoever cannot see it or wants to know exactly. */
export function DataTable(props: {
  title: string;
  columns: readonly string[];
  rows: readonly (readonly string[])[];
  t: Translate;
}) {
  const { title, columns, rows, t } = props;
  return (
    <details>
      <summary>{t('As a table')}</summary>
      <table>
        <caption class="visually-hidden">{title}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([first, ...rest], index) => (
            <tr key={index}>
              <th scope="row">{first}</th>
              {rest.map((cell, column) => (
                <td key={column}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
