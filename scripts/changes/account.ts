/** Changes of an account: its stack goes with `account`, and must not take state and trail with it. */
import { onEach, type TypesByCloud } from './life';
import { goes, KEPT, NOTHING, refused, type Row, type Thing, type Topology } from './matrix';

/** Each change has an account of its own, because two environments of one are refused, and keeps its state there. */
let changes = 0;

function placeOf(): Topology['targets'] {
  const digits = String(++changes).padStart(4, '0');
  const account = `12345678${digits}`;
  return {
    aws: { account, operators: { apply: [`arn:aws:iam::${account}:role/terraform`] } },
    azurerm: { subscription: `00000000-0000-4000-8000-00000000${digits}` },
  };
}

const trail = (change: object = {}) => ({ auditTrail: { alerts: ['ops'], ...change } });
const unprotected = trail({ deletionProtection: false });

const ops = { ops: { email: 'ops@example.com' } };

/** What the trail is kept in, and the keys of that. */
const HOLDS: TypesByCloud = {
  aws: ['aws_kms_key', 'aws_s3_bucket'],
  google: ['google_kms_crypto_key'],
  azurerm: ['azurerm_storage_account', 'azurerm_storage_container'],
};
const gone = onEach((cloud) => goes(HOLDS[cloud]));

type Account = NonNullable<Topology['account']>;

function change(
  before: Account,
  after: Account | undefined,
  expected: Row['expected'],
  notifications: NonNullable<Topology['notifications']> = ops,
): Row {
  const targets = placeOf();
  return {
    before: { targets, account: before, notifications: ops },
    after: after === undefined ? { targets } : { targets, account: after, notifications },
    expected,
  };
}

const destroyed = (account: Account, expected: Row['expected']): Row => ({
  before: { targets: placeOf(), account, notifications: ops, keys: { deletionProtection: false } },
  expected,
});

const ITS_OWN = 'its keys are its own';

export const accounts: readonly Thing[] = [
  {
    thing: 'account',
    rows: {
      removed: change(trail(), undefined, refused('account.auditTrail')),
      'removed without protection': change(unprotected, undefined, gone),
      renamed: 'an account has no name',
      'renamed with formerly': 'an account has no name',
      'key from own to cloud': ITS_OWN,
      'key from cloud to own': ITS_OWN,
      resized: 'an account has no size',
      'version raised': 'an account has no version',
      'zones from 3 to 2': 'an account is in no zone',
      'environment destroyed': destroyed(trail(), refused('account.auditTrail')),
      'destroyed without protection': 'the account has a stack of its own, which goes as it does when it is removed',
      'trail removed': change(
        { ...trail(), threatDetection: { notify: ['ops'] } },
        { threatDetection: { notify: ['ops'] } },
        refused('account.auditTrail'),
      ),
      'trail kept longer': change(trail(), trail({ retentionDays: 500 }), KEPT),
      'trail records more': change(trail(), trail({ reads: ['secrets', 'objects'] }), KEPT),
      'trail locked': change(trail(), trail({ lock: true }), KEPT),
      'detection added': change(trail(), { ...trail(), threatDetection: { notify: ['ops'] } }, KEPT),
      'detection removed': {
        ...change({ ...trail(), threatDetection: { notify: ['ops'] } }, trail(), KEPT),
        // The bindings have no type for the configuration of an analyzer.
        untriedOn: ['aws'],
      },
      'frameworks changed': change(
        { ...trail(), compliance: { frameworks: ['cis'] } },
        { ...trail(), compliance: { frameworks: ['hipaa'] } },
        KEPT,
      ),
      'guards removed': change(trail(), { ...trail(), defaults: false }, KEPT),
      'channel renamed': change(trail(), trail({ alerts: ['sre'] }), KEPT, { sre: ops.ops }),
      'channel renamed with formerly': change(trail(), trail({ alerts: ['sre'] }), NOTHING, {
        sre: { ...ops.ops, formerly: ['ops'] },
      }),
    },
  },
];
