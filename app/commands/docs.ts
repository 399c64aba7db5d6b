/** `docs`: the pages that come with the package. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, sep } from 'node:path';

import { EnvironmentError } from '../../core/rules/problem';
import { suggestion } from '../../core/rules/suggestion';
import type { Answer, Context } from './command';
import { table } from './table';

interface Page {
  /** Path without the ending: `constructs/managed-postgres`. */
  readonly name: string;
  readonly title: string;
  readonly text: string;
}

export function docs({ root }: Context, wanted: string | undefined): Answer {
  const all = pagesIn(join(root, 'docs'));
  if (wanted === undefined) {
    const rows = all.map(({ name, title }) => [name, title]);
    return { text: table(['PAGE', 'TITLE'], rows), data: { pages: all.map(({ name, title }) => ({ name, title })) } };
  }
  const page = all.find(({ name }) => name === wanted) ?? all.find(({ name }) => basename(name) === wanted);
  if (!page) {
    const known = all.map(({ name }) => basename(name));
    const message = `is no page of the documentation${suggestion(wanted, known)}; \`triptych docs\` lists them`;
    throw new EnvironmentError([{ environment: wanted, code: 'docs/unknown', message }]);
  }
  return { text: [page.text.trimEnd()], data: page };
}

function pagesIn(folder: string): Page[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .sort()
    .map((file) => {
      const text = readFileSync(join(folder, file), 'utf8');
      const title = /^# (.+)$/m.exec(text)?.[1] ?? '';
      return { name: file.split(sep).join('/').replace(/\.md$/, ''), title, text };
    });
}
