/** Changes of the bucket of Terraform's state, where the account makes it: who loses it loses what Terraform knows. */
import { onEach, type TypesByCloud, UNPROTECTED } from './life';
import { each, goes, KEPT, refused, type Row, slug, type Thing, type Topology } from './matrix';

type Account = NonNullable<Topology['account']>;

/** Each change has an account of its own, because two environments of one are refused. */
let changes = 0;

interface Place {
  readonly targets: Topology['targets'];
}

/** Where a change keeps its state: the key on AWS has the name of the change. */
function placesOf(change: string): (suffix?: string) => Place {
  const digits = String(++changes).padStart(4, '0');
  const account = `22345678${digits}`;
  const key = `arn:aws:kms:us-east-1:${account}:alias/state-${slug(change)}-account-state`;
  return (suffix = '') => ({
    targets: {
      aws: {
        account,
        operators: { apply: [`arn:aws:iam::${account}:role/terraform`] },
        state: { kind: 's3', bucket: `acme-state-${digits}${suffix}`, region: 'us-east-1', kmsKey: key },
      },
      google: { state: { kind: 'gcs', bucket: `acme-state-${digits}${suffix}` } },
      azurerm: {
        subscription: `00000000-0000-4000-8000-00000001${digits}`,
        state: {
          kind: 'azurerm',
          resourceGroup: 'acme-state',
          storageAccount: `acmestate${digits}${suffix.replace('-', '')}`,
          container: 'states',
        },
      },
    },
  });
}

/** What else the account has, so that its stack stays. */
const rest: Account = { defaults: true };
const kept: Account = { ...rest, state: {} };
const unprotected: Account = { ...rest, state: UNPROTECTED };

function changed(change: string, before: Account, after: Account | undefined, expected: Row['expected']): Row {
  const place = placesOf(change)();
  return {
    before: { ...place, account: before },
    after: { ...place, ...(after && { account: after }) },
    expected,
  };
}

/** The bucket itself, as the state of every environment there names it. */
function renamed(change: string, expected: Row['expected']): Row {
  const place = placesOf(change);
  return { before: { ...place(), account: kept }, after: { ...place('-new'), account: kept }, expected };
}

const HOLDS: TypesByCloud = {
  aws: ['aws_kms_key', 'aws_s3_bucket'],
  google: ['google_kms_crypto_key', 'google_storage_bucket'],
  azurerm: ['azurerm_key_vault', 'azurerm_key_vault_key', 'azurerm_storage_account', 'azurerm_storage_container'],
};
const gone = onEach((cloud) => goes(HOLDS[cloud]));

const ITS_OWN = 'its key is its own';

export const states: readonly Thing[] = [
  {
    thing: 'state',
    rows: {
      removed: changed('removed', kept, rest, refused('account.state')),
      'removed without protection': changed('removed without protection', unprotected, rest, gone),
      renamed: renamed(
        'renamed',
        each(
          refused('aws_s3_bucket.account_state_bucket'),
          refused('google_storage_bucket.account_state'),
          refused('azurerm_storage_account.account_state'),
        ),
      ),
      'renamed with formerly': 'a bucket has the name that the state says',
      'key from own to cloud': ITS_OWN,
      'key from cloud to own': ITS_OWN,
      resized: 'buckets have no size',
      'version raised': 'buckets have no version',
      'zones from 3 to 2': 'buckets are in no zone',
      'environment destroyed': {
        before: { ...placesOf('environment destroyed')(), account: kept, keys: UNPROTECTED },
        expected: refused('account.state'),
      },
      'destroyed without protection': 'the account has a stack of its own, which goes as it does when it is removed',
      'account removed': changed('account removed', kept, undefined, refused('account.state')),
      'account unprotected, removed': changed('account unprotected, removed', unprotected, undefined, gone),
      'versions kept longer': changed('versions kept longer', kept, { ...rest, state: { versionDays: 365 } }, KEPT),
    },
  },
];
