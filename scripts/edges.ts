/**
 * Writes edges of AWS, and what stands by in a second region, so that the real provider can plan them where nothing is applied: `edges.ts
 * --from <output> --to <output> <stack>...`. Each comes with a stack in place of the infrastructure before it, which makes what it looks up.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { present } from '../core/invariant';
import type { StackJson } from '../index';
import { after, inPlaceOf } from './edges/lookups';

/** How names end of what looks something up, and those of the infrastructure that makes it. */
const BEFORE: readonly [end: RegExp, made: string][] = [
  [/-edge$/, ''],
  [/-r-aws$/, '-aws'],
];
const FILE = 'cdk.tf.json';

function main(): void {
  const { values, positionals } = parseArgs({
    options: { from: { type: 'string', default: 'cdktf.out' }, to: { type: 'string' } },
    allowPositionals: true,
  });
  const folderOf = (output: string, id: string) => join(output, 'stacks', id);
  const read = (id: string) => JSON.parse(readFileSync(join(folderOf(values.from, id), FILE), 'utf8')) as StackJson;
  const write = (id: string, json: StackJson) => {
    const folder = folderOf(present(values.to, '--to'), id);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, FILE), JSON.stringify(json));
  };
  for (const stack of positionals) {
    const [end, made] = present(
      BEFORE.find(([ending]) => ending.test(stack)),
      `infrastructure before ${stack}`,
    );
    const infrastructure = stack.replace(end, made);
    write(infrastructure, inPlaceOf(read(infrastructure), infrastructure));
    write(stack, after(read(stack), infrastructure));
  }
}

main();
