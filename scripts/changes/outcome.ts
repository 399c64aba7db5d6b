/** What came of a change, by what Terraform did, and whether that is what must come of it. */
import type { Expected } from './matrix';

/** A stack's result in the report of the program that runs Terraform. */
export interface Result {
  readonly stack: string;
  readonly ok: boolean;
  readonly step: string;
  readonly output?: string;
  /** What was begun, in order: `+ aws_vpc.network`, `~ …`, `- …`. */
  readonly changes?: readonly string[];
}

/** Types of keys, and of what holds them. */
const KEYS = ['aws_kms_key', 'azurerm_key_vault', 'azurerm_key_vault_key', 'google_kms_crypto_key'];

/** Types of resources whose end is the end of data, or of the means to read it. */
const HOLDS_DATA = new Set([
  ...KEYS,
  'aws_backup_vault',
  'aws_cloudformation_stack',
  'aws_db_instance',
  'aws_eks_cluster',
  'aws_elasticache_replication_group',
  'aws_route53_zone',
  'aws_s3_bucket',
  'aws_secretsmanager_secret',
  'azurerm_dns_zone',
  'azurerm_key_vault_secret',
  'azurerm_kubernetes_cluster',
  'azurerm_managed_redis',
  'azurerm_postgresql_flexible_server',
  'azurerm_postgresql_flexible_server_database',
  'azurerm_storage_account',
  'azurerm_storage_container',
  'google_container_cluster',
  'google_dns_managed_zone',
  'google_memorystore_instance',
  'google_redis_cluster',
  'google_redis_instance',
  'google_secret_manager_secret',
  'google_sql_database',
  'google_sql_database_instance',
  'google_storage_bucket',
  'helm_release',
  'kubernetes_persistent_volume_claim_v1',
]);

/** Of the same types, but without data: private zones of a network's own, and keys of topics, which keep no message. */
const WITHOUT_DATA = /^google_dns_managed_zone\.network_|^aws_kms_key\.notify_/;

/**
 * Types that Terraform changes whenever it is run with stand-ins, which invent a part of them anew: addresses in the notifications
 * of a budget, for which the provider takes none where none are given.
 */
const RESTLESS = new Set(['aws_budgets_budget', 'google_compute_router_nat']);

/** Steps in which nothing has happened yet when they fail. */
const REFUSING = ['evolve: plan', 'destroy'];

export interface Outcome {
  readonly passed: boolean;
  /** For people: `refused: protected["databases.orders"]`, `goes: aws_db_instance`. */
  readonly text: string;
}

/** What Terraform says of a plan that would destroy what it must not, and of a condition of ours. */
const REFUSED =
  /Resource (\S+?(?:\["[^"]*"\])?) has lifecycle\.prevent_destroy set|Error: Resource (?:pre|post)condition failed .*? in (resource\.\S+)/g;

/** Terraform draws lines and breaks them for people. */
const unbroken = (output: string): string => output.replace(/[\s│╵╷]+/g, ' ').trim();

export function outcomeOf(expected: Expected, { ok, step, output = '', changes = [] }: Result): Outcome {
  if (!ok) {
    const text = unbroken(output);
    const by = [...text.matchAll(REFUSED)].map(([, address, condition]) => address ?? condition ?? '');
    const isRefused = REFUSING.includes(step) && expected.kind === 'refused';
    return {
      passed: isRefused && by.some((one) => one.includes(expected.by)),
      text: by.length > 0 ? `refused: ${by.join(', ')}` : `failed (${step}): ${text.slice(0, 300)}`,
    };
  }
  const done = changes.map(workOf).filter(({ type }) => !RESTLESS.has(type));
  const lost = done.filter(
    ({ sign, address, type }) => sign === '-' && HOLDS_DATA.has(type) && !WITHOUT_DATA.test(address),
  );
  const passed = isExpected(expected, done, lost);
  return { passed, text: passed ? describe(done, lost) : [describe(done, lost), ...changes].join('\n    ') };
}

interface Work {
  readonly sign: string;
  readonly address: string;
  readonly type: string;
}

/** @param line `- aws_eks_node_group.main (deposed object 1a2b3c4d)` */
function workOf(line: string): Work {
  const [sign = '', address = ''] = line.split(' ');
  return { sign, address, type: address.split('.')[0] ?? '' };
}

function isExpected(expected: Expected, done: readonly Work[], lost: readonly Work[]): boolean {
  switch (expected.kind) {
    case 'refused':
      return false;
    case 'nothing':
      return done.length === 0;
    case 'kept':
      return isMoved(expected.moved ?? [], lost);
    case 'replaced':
      return lost.length === 0 && expected.types.every((type) => isReplaced(done.filter((one) => one.type === type)));
    case 'goes':
      return sorted(lost.map(({ type }) => type)) === sorted(expected.types) && isLast(expected.last, lost);
  }
}

/** Whether each that goes has a successor, which was begun before. */
function isReplaced(done: readonly Work[]): boolean {
  const begun = (wanted: string, address: string) =>
    done.findIndex((one) => one.sign === wanted && one.address === address);
  const gone = done.filter(({ sign }) => sign === '-');
  return (
    gone.length > 0 &&
    gone.every(({ address }) => begun('+', address) >= 0 && begun('+', address) < begun('-', address))
  );
}

/** Whether each of these add-ons goes from where it was, and nothing else. */
function isMoved(addons: readonly string[], lost: readonly Work[]): boolean {
  const isOf = (addon: string, { address }: Work) => new RegExp(`^helm_release\\.${addon}(_|$)`).test(address);
  return (
    addons.every((addon) => lost.some((one) => isOf(addon, one))) &&
    lost.every((one) => addons.some((addon) => isOf(addon, one)))
  );
}

/** Whether a key goes after everything that is no key. */
function isLast(key: string | undefined, lost: readonly Work[]): boolean {
  if (key === undefined) return true;
  const first = lost.findIndex(({ address }) => address.endsWith(key));
  // Azure has no key of its own for secrets.
  return first < 0 || lost.every(({ type }, index) => KEYS.includes(type) || index < first);
}

const sorted = (words: readonly string[]): string => [...new Set(words)].sort().join();

function describe(done: readonly Work[], lost: readonly Work[]): string {
  if (done.length === 0) return 'nothing';
  const count = (wanted: string) => done.filter(({ sign }) => sign === wanted).length;
  const counts = `+${count('+')} ~${count('~')} -${count('-')}`;
  return lost.length > 0 ? `${counts}, goes: ${lost.map(({ address }) => address).join(', ')}` : counts;
}
