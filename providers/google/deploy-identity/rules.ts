/** Rules of deploy identities on Google: what a project takes as roles, and a pool as subjects. */
import { type DeployIdentityProps, trustOf } from '../../../constructs/deploy-identity';
import { policyRules, policyWarnings, type PolicyWords } from '../../../constructs/deploy-identity/policies';
import type { Environment } from '../../../constructs/environment/schema';
import type { GoogleTarget } from '../../../constructs/environment/targets';
import type { RuleContext, RuleTable } from '../../../core/rules/rule';

type Rules = RuleTable<DeployIdentityProps, RuleContext<Environment, GoogleTarget>>;

const words: PolicyWords = {
  cloud: 'google',
  pattern: /^((projects\/[a-z0-9-]+|organizations\/\d+)\/)?roles\/[\w.]+$/,
  form: 'a role (roles/<name>, projects/<project>/roles/<name> or organizations/<number>/roles/<name>)',
  wide: /^roles\/(owner|editor)$/,
  state: 'gcs',
};

/** docs.cloud.google.com/iam/docs/workload-identity-federation#mapping: bytes of google.subject. */
const MAX_SUBJECT = 127;
const tooLong = ({ from }: DeployIdentityProps): string[] =>
  trustOf(from)
    .subjects.map(({ text }) => text)
    .filter((text) => Buffer.byteLength(text) > MAX_SUBJECT);

export const rules: Rules = [
  ...policyRules(words),
  {
    code: 'subject-long',
    property: 'from',
    check: (props) =>
      tooLong(props).length > 0 &&
      `must have subjects of at most ${MAX_SUBJECT} bytes, which Google takes, got ${tooLong(props).join(', ')}: give the branch, environment, project or workspace a shorter name`,
  },
];

export const warnings: Rules = policyWarnings(words);
