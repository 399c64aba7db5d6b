/** "GitHub Actions Workflows": staging is deployed from main, production by an environment of GitHub, which people approve. The repository is an example: replace it with your own. */
import type { EnvironmentInput } from '../../constructs/environment/schema';

/** Owner and name at GitHub. */
const REPOSITORY = 'example/fieldday';

type Identity = NonNullable<EnvironmentInput['deployIdentities']>[string];
type Subject = NonNullable<Identity['from']['github']>['subjects'][number];

/** The identity of the pipeline's runs: without keys, and with Kubernetes' role `edit` in one namespace. */
export const deployIdentities = (
  subject: Subject,
  namespace: string,
  /** Files that it releases, and Cdns that keep what was there before. */
  files: Pick<Identity, 'upload' | 'invalidate'> = {},
) =>
  ({
    pipeline: { from: { github: { repository: REPOSITORY, subjects: [subject] } }, deploy: [namespace], ...files },
  }) satisfies EnvironmentInput['deployIdentities'];

/** The Kubernetes API is private: jobs that call it run inside the network. */
export const runners = {
  githubRunners: {
    scaleSets: {
      deploy: {
        url: `https://github.com/${REPOSITORY}`,
        secret: 'github',
        max: 2,
        resources: { cpu: '250m', memory: '512Mi', disk: '4Gi' },
      },
    },
  },
} satisfies EnvironmentInput['addons'];

/** Secrets that the runners need. */
export const runnerSecrets = {
  github: { description: 'The GitHub App as which runners get jobs: its id, installation and private key' },
} satisfies EnvironmentInput['secrets'];
