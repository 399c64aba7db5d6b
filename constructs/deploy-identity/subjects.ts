/** Which runs of a pipeline a cloud trusts, as the subjects of their tokens say it. */
import { present } from '../../core/invariant';
import type { IssuerKind } from './issuers';
import type { DeployIdentityProps } from './schema';

/** The subject of a token, or the beginning of subjects. */
export interface Subject {
  readonly text: string;
  /** Whether everything that begins so is meant. */
  readonly isBeginning: boolean;
}

/** Whose tokens are taken, of which runs. */
export interface Trust {
  readonly kind: IssuerKind;
  /** URL of the issuer. */
  readonly issuer: string;
  readonly subjects: readonly Subject[];
}

type From = DeployIdentityProps['from'];
type Of<K extends IssuerKind> = NonNullable<From[K]>;

const exactly = (text: string): Subject => ({ text, isBeginning: false });

const tagOf = (before: string, tag: string): Subject =>
  tag.endsWith('*')
    ? { text: `${before}${tag.slice(0, -1)}`, isBeginning: true }
    : { text: `${before}${tag}`, isBeginning: false };

/** docs.github.com/actions/reference/security/oidc: a colon in a name would end it. */
function ofGithub(repository: string, subject: Of<'github'>['subjects'][number]): Subject {
  const repo = `repo:${repository}`;
  if ('branch' in subject) return exactly(`${repo}:ref:refs/heads/${subject.branch}`);
  if ('tag' in subject) return tagOf(`${repo}:ref:refs/tags/`, subject.tag);
  if ('environment' in subject) return exactly(`${repo}:environment:${subject.environment.replaceAll(':', '%3A')}`);
  return exactly(`${repo}:pull_request`);
}

/** docs.gitlab.com/ci/secrets/id_token_authentication */
function ofGitlab(project: string, subject: Of<'gitlab'>['subjects'][number]): Subject {
  const path = `project_path:${project}`;
  if ('branch' in subject) return exactly(`${path}:ref_type:branch:ref:${subject.branch}`);
  return tagOf(`${path}:ref_type:tag:ref:`, subject.tag);
}

/** developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials/workload-identity-tokens */
const ofTerraformCloud = ({ organization, project, workspaces, phases }: Of<'terraformCloud'>): Subject[] =>
  workspaces.flatMap((workspace) =>
    phases.map((phase) =>
      exactly(`organization:${organization}:project:${project}:workspace:${workspace}:run_phase:${phase}`),
    ),
  );

export function trustOf({ github, gitlab, terraformCloud }: From): Trust {
  if (github) {
    const { issuer, repository } = github;
    return { kind: 'github', issuer, subjects: github.subjects.map((one) => ofGithub(repository, one)) };
  }
  if (gitlab) {
    const { issuer, project } = gitlab;
    return { kind: 'gitlab', issuer, subjects: gitlab.subjects.map((one) => ofGitlab(project, one)) };
  }
  const cloud = present(terraformCloud, 'from');
  return { kind: 'terraformCloud', issuer: cloud.issuer, subjects: ofTerraformCloud(cloud) };
}

/** A subject as people and IAM write it, with a star for what may follow. */
export const subjectText = ({ text, isBeginning }: Subject): string => (isBeginning ? `${text}*` : text);
