/** Tests of a trace: all of its evidence is there, nothing of the design is left out, and its page is up to date. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { strayRows, uncovered } from '../../app/trace/coverage';
import { allDocuments } from '../../app/trace/documents';
import { evaluator } from '../../app/trace/evaluate';
import { operationsOf } from '../../app/trace/operations';
import { pageOf } from '../../app/trace/page';
import type { Trace } from '../../app/trace/trace';
import { providers } from '../../providers';

const ROOT = join(__dirname, '../..');

/** @param folder that of the trace, from the project's root: `environments/shop` */
export function traces(trace: Trace, folder: string): void {
  const design = readFileSync(join(ROOT, folder, trace.design), 'utf8');
  const documents = allDocuments(trace.environments, providers);

  describe('evidence', () => {
    const failuresOf = evaluator(documents);
    it.each(trace.rows.map((row) => [`${row.lines} ${row.requirement}`, row] as const))('%s', (_, row) => {
      expect(failuresOf(row).map(({ message }) => message)).toEqual([]);
    });
  });

  it('covers every requirement of the design', () => {
    expect(uncovered(design, trace)).toEqual([]);
    expect(strayRows(design, trace)).toEqual([]);
  });

  it(`has its page, docs/systems/${trace.system}.md: \`npx triptych trace --pages docs/systems\` writes it`, () => {
    const page = readFileSync(join(ROOT, 'docs/systems', `${trace.system}.md`), 'utf8');
    const operations = operationsOf(trace.system, documents, providers.clouds);
    expect(page).toBe(pageOf(trace, `../../${folder}/${trace.design}`, operations));
  });
}
