/**
 * What stand-ins of providers do not see: they take every optional argument for one that the cloud fills in, so that one which
 * is no longer given stays as it was. These types have one whose presence decides: to give it, or to give it up, replaces them.
 * Nor do they know of Helm, whose releases cannot move.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** By type, from the providers' sources: `ForceNew` without `Computed`. */
const DECIDING: Readonly<Record<string, string>> = {
  aws_eks_cluster: 'encryption_config',
  aws_elasticache_replication_group: 'kms_key_id',
  azurerm_kubernetes_cluster: 'disk_encryption_set_id',
  azurerm_postgresql_flexible_server: 'customer_managed_key',
  google_container_node_pool: 'node_config.boot_disk_kms_key',
  google_redis_instance: 'customer_managed_key',
};

/** Types that take the argument in place, and are replaced only to give it up. */
const TAKING_IN_PLACE = ['aws_eks_cluster'];

interface Block {
  [name: string]: unknown;
  name?: string;
  namespace?: string;
  lifecycle?: { replace_triggered_by?: string[] };
}

interface Json {
  readonly resource?: Record<string, Record<string, Block>>;
}

/** Lets Terraform replace them by values of its own that tell whether the argument is there. */
export function showPresence(outdir: string): void {
  for (const stack of readdirSync(join(outdir, 'stacks'))) {
    const file = join(outdir, 'stacks', stack, 'cdk.tf.json');
    const json = JSON.parse(readFileSync(file, 'utf8')) as Json;
    writeFileSync(file, JSON.stringify(withPresence(json)));
  }
}

export function withPresence(json: Json): Json {
  const told = [...presenceIn(json), ...placesIn(json)];
  if (told.length === 0) return json;
  const { terraform_data: own, ...others } = json.resource ?? {};
  return { ...json, resource: { ...others, terraform_data: { ...own, ...Object.fromEntries(told) } } };
}

type Told = readonly [id: string, block: Block];

function presenceIn(json: Json): Told[] {
  return Object.entries(DECIDING).flatMap(([type, argument]) =>
    Object.values(json.resource?.[type] ?? {}).map((block, index) => {
      const id = `presence_${type}_${index}`;
      const input = isGiven(block, argument.split('.'));
      if (!(input && TAKING_IN_PLACE.includes(type))) replaceWith(block, `terraform_data.${id}`);
      return [id, { input }] as const;
    }),
  );
}

/** Namespaces of releases, by their names, which stay when an entry of the environment is renamed. */
function placesIn(json: Json): Told[] {
  return Object.values(json.resource?.helm_release ?? {}).map((block) => {
    const id = `place_${block.name ?? ''}`;
    replaceWith(block, `terraform_data.${id}`);
    return [id, { input: block.namespace }] as const;
  });
}

function replaceWith(block: Block, address: string): void {
  block.lifecycle = {
    ...block.lifecycle,
    replace_triggered_by: [...(block.lifecycle?.replace_triggered_by ?? []), address],
  };
}

function isGiven(block: unknown, [name, ...rest]: readonly string[]): boolean {
  if (name === undefined) return block !== undefined && block !== null;
  const inner = Array.isArray(block) ? (block[0] as unknown) : block;
  return isGiven((inner as Record<string, unknown> | undefined)?.[name], rest);
}
