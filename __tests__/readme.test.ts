/** The README's examples are compiled and synthesized, and what it says of them is what they give. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from '@swc/core';
import type { EnvironmentInput } from '../constructs/topology';
import { pages } from '../scripts/docs';
import { CLOUDS } from './helpers/environments';
import { problemsOf, synth } from './helpers/synth';
import { production } from '../environments/spywatcher';

const ROOT = join(__dirname, '..');
const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
const [example] = [...readme.matchAll(/```ts\n([^]*?)```/g)].map(([, code]) => code!);

function load(code: string): Record<string, EnvironmentInput> {
  const { code: compiled } = transformSync(code, { jsc: { parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } });
  const module = { exports: {} as Record<string, EnvironmentInput> };
  new Function('module', 'exports', 'require', compiled)(module, module.exports, require);
  return module.exports;
}

const { shop } = load(example!) as { shop: EnvironmentInput };

describe('the README', () => {
  it('shows a topology that is valid on every cloud', () => {
    expect(problemsOf(shop)).toEqual([]);
    expect(example!.trim().split('\n').length).toBeLessThanOrEqual(36);
  });

  it('says what comes of it', () => {
    const stacks = synth(shop);
    const shape = { aws: ['aws_eks_node_group', 'aws_db_instance', 'aws_elasticache_replication_group'], google: ['google_container_node_pool', 'google_sql_database_instance', 'google_redis_instance'], azurerm: ['azurerm_kubernetes_cluster_node_pool', 'azurerm_postgresql_flexible_server', 'azurerm_managed_redis'] };
    const sku = (resource: Record<string, unknown>): unknown =>
      [resource.instance_types, resource.instance_class, resource.node_type, resource.vm_size, resource.sku_name, (resource.node_config as { machine_type?: string })?.machine_type,
       (resource.settings as { tier?: string })?.tier, resource.memory_size_gb && `${String(resource.memory_size_gb)} GB ${String(resource.tier)}`].flat().find(Boolean);
    const rows = CLOUDS.map((cloud) => {
      const stack = stacks[`shop-production-${cloud}`]!;
      const [nodes, database, cache] = shape[cloud].map((type) => `\`${String(sku(stack.all(type)[0]!))}\``);
      return `| \`shop-production-${cloud}\` | ${stack.addresses().length} | ${nodes} | ${database} | ${cache} |`;
    });
    const table = ['| stack | resources | nodes | database | cache |', '| --- | --- | --- | --- | --- |', ...rows].join('\n');
    expect(/<!-- shop -->\n\n([^]*?)\n\n<!-- \/shop -->/.exec(readme)?.[1]).toBe(table);
  });

  it('shows the messages that a user really reads', () => {
    const input = structuredClone(production) as { cluster: { version: string } };
    input.cluster.version = '1.28';
    const [shown] = /spywatcher\/production: Cluster: version 1\.28.*/.exec(readme)!;
    expect(problemsOf(input as unknown as EnvironmentInput)).toContain(shown);
  });
});

describe('docs/', () => {
  it.each(Object.entries(pages()))('%s is what the code says: run `npm run docs`', (name, text) => {
    expect(readFileSync(join(ROOT, 'docs', name), 'utf8')).toBe(text);
  });

  it('links to pages that exist', () => {
    for (const [, page] of readme.matchAll(/\]\((docs\/[\w-]+\.md)\)/g)) expect(readFileSync(join(ROOT, page!), 'utf8').length).toBeGreaterThan(200);
  });
});
