/**
 * Synthesizes copies of a system, and prints the seconds: `copies.ts <number> [cost center of the last environment]`. Another
 * cost center changes one environment on every cloud, and nothing else.
 */
import '../../core/cdktf/fast-tokens';

import type { Host } from '../../app/commands/host';
import { write } from '../../app/write';
import { providers } from '../../providers';
import { environments } from './newsletter';

export function main({ keeping }: Pick<Host, 'keeping'>): void {
  const [number = '1', costCenter = 'marketing'] = process.argv.slice(2);
  const copies = Array.from({ length: Number(number) }, (_, index) =>
    environments.map((one) => ({ ...one, system: `${one.system}-${index}` })),
  ).flat();
  const last = copies.pop();
  const changed = last ? [...copies, { ...last, costCenter }] : [];

  const started = performance.now();
  const { stacks } = write({ ...providers, environments: changed, env: process.env, keeping });
  const seconds = (performance.now() - started) / 1000;
  const resources = stacks.reduce((sum, stack) => sum + stack.resources, 0);
  const made = stacks.filter(({ unchanged }) => !unchanged).length;
  console.log(JSON.stringify({ stacks: stacks.length, made, resources, seconds }));
}
