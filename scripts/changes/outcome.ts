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

/** Types of resources whose end is the end of data, or of the means to read it. */
const HOLDS_DATA = new Set([
  'aws_cloudformation_stack',
  'aws_db_instance',
  'aws_elasticache_replication_group',
  'aws_kms_key',
  'aws_s3_bucket',
  'aws_secretsmanager_secret',
  'azurerm_key_vault',
  'azurerm_key_vault_key',
  'azurerm_key_vault_secret',
  'azurerm_managed_redis',
  'azurerm_postgresql_flexible_server',
  'azurerm_postgresql_flexible_server_database',
  'azurerm_storage_account',
  'azurerm_storage_container',
  'google_kms_crypto_key',
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
  const gone = changes.filter((line) => line.startsWith('- ')).map((line) => line.slice(2));
  const lost = gone.filter((address) => HOLDS_DATA.has(typeOf(address)));
  return { passed: isExpected(expected, changes, lost), text: describe(changes, gone, lost) };
}

function isExpected(expected: Expected, changes: readonly string[], lost: readonly string[]): boolean {
  switch (expected.kind) {
    case 'refused':
      return false;
    case 'nothing':
      return changes.length === 0;
    case 'kept':
      return lost.length === 0;
    case 'goes':
      return sorted(new Set(lost.map(typeOf))) === sorted(new Set(expected.types));
  }
}

const sorted = (words: ReadonlySet<string>): string => [...words].sort().join();

const typeOf = (address: string): string => address.split('.')[0] ?? '';

function describe(changes: readonly string[], gone: readonly string[], lost: readonly string[]): string {
  if (changes.length === 0) return 'nothing';
  const count = (sign: string) => changes.filter((line) => line.startsWith(sign)).length;
  const counts = `+${count('+ ')} ~${count('~ ')} -${gone.length}`;
  return lost.length > 0 ? `${counts}, goes: ${lost.join(', ')}` : counts;
}
