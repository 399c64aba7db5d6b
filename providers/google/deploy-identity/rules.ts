/** Rules of deploy identities on Google: what a project takes as roles, and a pool as subjects. */
import { type DeployIdentityProps, subjectText, trustOf } from '../../../constructs/deploy-identity';
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
import { repeated } from '../../../core/records';
import type { RuleContext, RuleTable } from '../../../core/rules/rule';
import { names } from '../shared/names';
import { identityOf, type Runs } from './trust';

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

/** Characters of what tells identities apart: docs.cloud.google.com/iam/docs/reference/rest/v1/projects.locations.workloadIdentityPools.providers */
const MAX_MAPPING = 2048;

/** All identities that use the provider of this one's issuer. */
function sharing({ from }: DeployIdentityProps, { environment }: RuleContext<Environment>): Runs[] {
  const { kind, issuer } = trustOf(from);
  if (kind !== 'terraformCloud') return [];
  return Object.entries(environment.deployIdentities).flatMap(([id, props]) => {
    const trust = trustOf(props.from);
    return trust.kind === kind && trust.issuer === issuer
      ? [{ identity: idOf('deployIdentity', id), subjects: trust.subjects }]
      : [];
  });
}

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
  {
    code: 'run-shared',
    property: 'from',
    says: 'must have runs that no other identity of Terraform Cloud has, got …: on Google each is of one identity. Give one of them other workspaces or phases',
    check: (props, context) => {
      const own = new Set(trustOf(props.from).subjects.map(subjectText));
      const all = sharing(props, context).flatMap(({ subjects }) => subjects.map(subjectText));
      const shared = repeated(all).filter((text) => own.has(text));
      return (
        shared.length > 0 &&
        `must have runs that no other identity of Terraform Cloud has, got ${shared.join(', ')}: on Google each is of one identity. Give one of them other workspaces or phases`
      );
    },
  },
  {
    code: 'runs-many',
    property: 'from',
    check: (props, context) => {
      const all = sharing(props, context);
      const { length } = identityOf(all);
      return (
        length > MAX_MAPPING &&
        `has, with the other identities of Terraform Cloud, runs whose names take ${length} characters, of which Google takes ${MAX_MAPPING}: name fewer workspaces, or give them shorter names`
      );
    },
  },
];

export const warnings: Rules = policyWarnings(words);
