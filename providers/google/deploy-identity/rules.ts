/** Rules of deploy identities on Google: what a project takes as roles, and a pool as subjects. */
import { type DeployIdentityProps, trustOf } from '../../../constructs/deploy-identity';
import {
  memberRule,
  operatorRule,
  policyRules,
  policyWarnings,
  type PolicyWords,
} from '../../../constructs/deploy-identity/policies';
import type { Environment } from '../../../constructs/environment/schema';
import type { GoogleTarget } from '../../../constructs/environment/targets';
import { idOf } from '../../../constructs/registry';
import { nameFor } from '../../../core/names';
import type { RuleContext, RuleTable } from '../../../core/rules/rule';
import { names } from '../shared/names';

type Rules = RuleTable<DeployIdentityProps, RuleContext<Environment, GoogleTarget>>;

const words: PolicyWords = {
  cloud: 'google',
  pattern: /^((projects\/[a-z0-9-]+|organizations\/\d+)\/)?roles\/[\w.]+$/,
  form: 'a role (roles/<name>, projects/<project>/roles/<name> or organizations/<number>/roles/<name>)',
  wide: /^roles\/(owner|editor)$/,
  state: 'gcs',
};

/** The service account, as people write it. */
function accountMember(id: string, environment: Environment, { project: host, region }: GoogleTarget): string {
  const { system: project, environment: stage, incarnation } = environment;
  const namespace = { project, environment: stage, account: `${host}/${region}`, ...(incarnation && { incarnation }) };
  const name = nameFor(names.serviceAccount, namespace, idOf('deployIdentity', id));
  return `serviceAccount:${name}@${host}.iam.gserviceaccount.com`;
}

/** docs.cloud.google.com/iam/docs/workload-identity-federation#mapping: bytes of google.subject. */
const MAX_SUBJECT = 127;
const tooLong = ({ from }: DeployIdentityProps): string[] =>
  trustOf(from)
    .subjects.map(({ text }) => text)
    .filter((text) => Buffer.byteLength(text) > MAX_SUBJECT);

export const rules: Rules = [
  ...policyRules(words),
  operatorRule<GoogleTarget>('google', accountMember),
  memberRule<GoogleTarget>('google', accountMember),
  {
    code: 'subject-long',
    property: 'from',
    check: (props) =>
      tooLong(props).length > 0 &&
      `must have subjects of at most ${MAX_SUBJECT} bytes, which Google takes, got ${tooLong(props).join(', ')}: give the branch, environment, project or workspace a shorter name`,
  },
];

export const warnings: Rules = policyWarnings(words);
