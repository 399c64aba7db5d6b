/** DeployIdentity: it may do something, and no run has rights that nobody has looked at. */
import { repeated } from '../../core/records';
import type { RuleContext, RuleTable } from '../../core/rules/rule';
import { keepsNothing } from '../cdn/schema';
import { unknownNamespaces } from '../cluster/access-rules';
import { hasEdge } from '../environment/edge';
import { unknownNames } from '../environment/in-cluster-rules';
import { isManaged } from '../environment/managed';
import type { Environment } from '../environment/schema';
import type { Target } from '../environment/targets';
import type { DeployIdentityProps } from './schema';
import { subjectText, trustOf } from './subjects';

type Context = RuleContext<Environment, Target>;

const stacksOf = ({ plan, apply }: DeployIdentityProps): string[] => [...plan, ...apply];

const hasPullRequests = ({ from: { github } }: DeployIdentityProps): boolean =>
  github?.subjects.some((subject) => 'pullRequests' in subject) ?? false;

export const deployIdentityRules: RuleTable<DeployIdentityProps, Context> = [
  {
    code: 'nothing',
    property: '',
    check: (props) =>
      stacksOf(props).length === 0 &&
      props.upload.length === 0 &&
      props.deploy.length === 0 &&
      props.invalidate.length === 0 &&
      'may do nothing: give it plan, apply, upload, deploy or invalidate, or remove it',
  },
  {
    code: 'subject-twice',
    property: 'from',
    check: ({ from }) => {
      const twice = repeated(trustOf(from).subjects.map(subjectText));
      return twice.length > 0 && `must name each run once, got ${twice.join(', ')} twice`;
    },
  },
  {
    code: 'stack-twice',
    property: 'plan',
    check: (props) => {
      const twice = repeated(stacksOf(props));
      return (
        twice.length > 0 && `and apply must name each stack once, got ${twice.join(', ')} twice: who applies plans, too`
      );
    },
  },
  {
    code: 'stack-missing',
    property: '',
    check: (props, { environment }) => {
      const isThere: Readonly<Record<string, unknown>> = {
        account: environment.account,
        infrastructure: true,
        platform: environment.cluster,
        edge: hasEdge(environment),
      };
      const missing = stacksOf(props).filter((stack) => !isThere[stack]);
      return (
        missing.length > 0 &&
        `must plan and apply stacks that there are, got ${missing.join(', ')}: the environment has account for the account stack, cluster for the platform stack, loadBalancer or cdns for the edge stack`
      );
    },
    standsOn: () => ['account', 'cluster', 'loadBalancer', 'cdns'],
  },
  {
    code: 'pull-request-applies',
    property: 'apply',
    check: (props) =>
      hasPullRequests(props) &&
      props.apply.length > 0 &&
      'must be empty with pullRequests among the subjects: whoever opens a pull request would apply what nobody has read. Make another identity, of a branch or an environment',
  },
  {
    code: 'store-unknown',
    property: 'upload',
    check: ({ upload }, { environment: { objectStores } }) =>
      unknownNames("the environment's objectStores", upload, Object.keys(objectStores)),
    standsOn: ({ upload }) => upload.map((id) => `objectStores.${id}`),
  },
  {
    code: 'store-twice',
    property: 'upload',
    check: ({ upload }) =>
      repeated(upload).length > 0 && `must name each bucket once, got ${repeated(upload).join(', ')} twice`,
  },
  {
    code: 'deploy-unknown',
    property: 'deploy',
    says: 'must name namespaces of the environment or its add-ons (…), got …',
    check: ({ deploy }, { environment }) => unknownNamespaces(deploy, environment),
    standsOn: ({ deploy }) => ['addons', ...deploy.map((name) => `namespaces.${name}`)],
  },
  {
    code: 'deploy-twice',
    property: 'deploy',
    check: ({ deploy }) =>
      repeated(deploy).length > 0 && `must name each namespace once, got ${repeated(deploy).join(', ')} twice`,
  },
  {
    code: 'deploy-foreign',
    property: 'deploy',
    check: ({ deploy }, { environment: { cluster } }) =>
      deploy.length > 0 &&
      (cluster === undefined || !isManaged(cluster)) &&
      'must be empty without a cluster of the environment: whoever owns an existing one says who deploys into it',
    standsOn: () => ['cluster'],
  },
  {
    code: 'deploy-administers',
    property: 'deploy',
    check: ({ deploy, apply }) =>
      deploy.length > 0 &&
      apply.includes('platform') &&
      'must be empty with apply of platform, which administers the cluster: leave it out, or make another identity',
  },
  {
    code: 'deploy-pull-request',
    property: 'deploy',
    check: (props) =>
      hasPullRequests(props) &&
      props.deploy.length > 0 &&
      'must be empty with pullRequests among the subjects: whoever opens a pull request would deploy what nobody has read. Make another identity, of a branch or an environment',
  },
  {
    code: 'cdn-unknown',
    property: 'invalidate',
    check: ({ invalidate }, { environment: { cdns } }) =>
      unknownNames("the environment's cdns", invalidate, Object.keys(cdns)),
    standsOn: ({ invalidate }) => invalidate.map((id) => `cdns.${id}`),
  },
  {
    code: 'cdn-twice',
    property: 'invalidate',
    check: ({ invalidate }) =>
      repeated(invalidate).length > 0 && `must name each Cdn once, got ${repeated(invalidate).join(', ')} twice`,
  },
  {
    code: 'cdn-keeps-nothing',
    property: 'invalidate',
    check: ({ invalidate }, { environment: { cdns } }) => {
      const idle = invalidate.filter((id) => cdns[id] && keepsNothing(cdns[id]));
      return (
        idle.length > 0 &&
        `must name Cdns that keep answers, got ${idle.join(', ')}, of which caching and paths keep nothing: leave it out`
      );
    },
    standsOn: ({ invalidate }) => invalidate.map((id) => `cdns.${id}`),
  },
  {
    code: 'state-local',
    property: '',
    check: (props, { environment, target }) =>
      stacksOf(props).length > 0 &&
      (target.state ?? environment.state).kind === 'local' &&
      'plans or applies, but the state is in files: a pipeline throws them away with its runner. Say where the state is kept, as state of the environment or its target',
  },
];

export const deployIdentityWarnings: RuleTable<DeployIdentityProps, Context> = [
  {
    code: 'api-private',
    property: '',
    check: (props, { environment: { addons, cluster } }) =>
      (stacksOf(props).includes('platform') || props.deploy.length > 0) &&
      cluster !== undefined &&
      isManaged(cluster) &&
      cluster.apiAccess.publicCidrs.length === 0 &&
      !cluster.apiAccess.byName &&
      !addons.githubRunners &&
      "calls the Kubernetes API, which is private: a runner outside of the network does not reach it. Let addons.argoCd pull instead, run the pipeline inside the network by addons.githubRunners, or give cluster.apiAccess.publicCidrs the runner's addresses",
    standsOn: () => ['cluster', 'addons.githubRunners'],
  },
];
