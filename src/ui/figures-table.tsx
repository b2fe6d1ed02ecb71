/** Figures in rows and columns: the text twin of a chart. */

export interface FigureTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** What the rows leave out, if anything. */
  readonly note?: string;
}

export function FiguresTable({ label, table }: { readonly label: string; readonly table: FigureTable }) {
  return (
    <table className="figures" aria-label={label}>
      <thead>
        <tr>
          {table.head.map((title) => (
            <th key={title} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {table.rows.map((row) => (
          <tr key={row[0]}>
            {row.map((cell, column) =>
              column === 0 ? (
                <th key={table.head[column]} scope="row">
                  {cell}
                </th>
              ) : (
                <td key={table.head[column]}>{cell}</td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
