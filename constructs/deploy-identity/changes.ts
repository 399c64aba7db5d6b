/** What a change of each property of a deploy identity does to what exists, on every cloud alike. */
import { type ChangesOf, inPlace } from '../../core/changes';
import type { DeployIdentityProps } from './schema';

/** No resource of an identity holds data, and pipelines know it by its name. */
const trusted = inPlace(
  'runs that are not named any more get no token of the cloud; those that run keep theirs until it ends',
);

export const changes: ChangesOf<DeployIdentityProps> = {
  'from.github.repository': trusted,
  'from.github.subjects.*.branch': trusted,
  'from.github.subjects.*.tag': trusted,
  'from.github.subjects.*.environment': trusted,
  'from.github.subjects.*.pullRequests': trusted,
  'from.github.issuer': trusted,
  'from.gitlab.project': trusted,
  'from.gitlab.subjects.*.branch': trusted,
  'from.gitlab.subjects.*.tag': trusted,
  'from.gitlab.issuer': trusted,
  'from.terraformCloud.organization': trusted,
  'from.terraformCloud.project': trusted,
  'from.terraformCloud.workspaces': trusted,
  'from.terraformCloud.phases': trusted,
  'from.terraformCloud.issuer': trusted,
  plan: inPlace(),
  apply: inPlace('apply it yourself, because an identity that gives itself rights may lack them meanwhile'),
  policies: inPlace('apply it yourself, because an identity that gives itself rights may lack them meanwhile'),
  upload: inPlace(),
  deploy: inPlace(),
  invalidate: inPlace(),
};
