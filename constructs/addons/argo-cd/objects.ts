/** Objects of Argo CD: applications, the projects that restrict them, repository credentials, the route. */
import type { Manifest } from '../../../core/kubernetes/manifest';
import { isWatched } from '../../environment/rotation';
import type { AddonContext } from '../addon';
import { routeTo } from '../gateway/routes';
import { externalSecret, type ExternalSecretProps } from '../parts/external-secret';
import { type ApplicationProps } from './applications';
import type { ArgoCdProps } from './schema';

type Context = AddonContext<ArgoCdProps>;

type StoreData = Pick<ExternalSecretProps, 'data' | 'dataFrom'>;

/** Kubernetes Secret with the OpenID Connect client secret. */
export const SSO_SECRET = 'argocd-sso';

/** Argo CD's own project, which allows everything. */
export const OPEN_PROJECT = 'default';

/** The API server of the cluster that Argo CD runs in. */
const IN_CLUSTER = 'https://kubernetes.default.svc';

const API = 'argoproj.io/v1alpha1';

const projectOf = (name: string, { project }: ApplicationProps): string => project ?? name;

export const argoCdObjects = (context: Context): Manifest[] => [
  ...route(context),
  ...signIn(context),
  ...repositories(context),
  ...projects(context),
  ...applications(context),
];

const route = ({ props: { host }, namespace, environment }: Context): Manifest[] =>
  host === undefined
    ? []
    : [routeTo({ name: 'argocd-server', namespace, host, service: 'argocd-server', port: 80, environment })];

interface SecretParts {
  /** The secret of the environment that it holds. */
  readonly source: string;
  readonly labels: object;
  readonly data: object;
  readonly from: StoreData;
}

/** A Secret from the cloud's secret store. Argo CD finds it by its labels. */
const secret = (
  { namespace, environment }: Context,
  name: string,
  { source, labels, data, from }: SecretParts,
): Manifest =>
  externalSecret({
    metadata: { name, namespace },
    isWatched: isWatched(environment, [{ from: source }]),
    target: {
      creationPolicy: 'Owner',
      deletionPolicy: 'Retain',
      template: { mergePolicy: 'Merge', metadata: { labels }, data },
    },
    ...from,
  });

function signIn(context: Context): Manifest[] {
  const { sso } = context.props;
  if (!sso) return [];
  const remoteRef = { key: context.cloud.credentials(sso.secret), property: 'password' };
  const labels = { 'app.kubernetes.io/part-of': 'argocd' };
  return [
    secret(context, SSO_SECRET, {
      source: sso.secret,
      labels,
      data: {},
      from: { data: [{ secretKey: 'clientSecret', remoteRef }] },
    }),
  ];
}

const repositories = (context: Context): Manifest[] =>
  Object.entries(context.props.repositories).map(([name, { url, secret: id, prefix }]) =>
    secret(context, `repository-${name}`, {
      source: id,
      labels: { 'argocd.argoproj.io/secret-type': prefix ? 'repo-creds' : 'repository' },
      data: { type: 'git', url },
      from: { dataFrom: [{ extract: { key: context.cloud.credentials(id) } }] },
    }),
  );

/** A project allows exactly what its applications name. */
function projects({ props, namespace }: Context): Manifest[] {
  const entries = Object.entries(props.applications);
  const names = new Set(entries.map(([name, application]) => projectOf(name, application)));
  names.delete(OPEN_PROJECT);
  return [...names].map((project) => {
    const members = entries
      .filter(([name, application]) => projectOf(name, application) === project)
      .map(([, application]) => application);
    const clusterResources = members.flatMap((application) => application.clusterResources);
    return {
      apiVersion: API,
      kind: 'AppProject',
      metadata: { name: project, namespace },
      spec: {
        sourceRepos: [...new Set(members.map(({ repoUrl }) => repoUrl))],
        destinations: [...new Set(members.map((member) => member.namespace))].map((destination) => ({
          server: IN_CLUSTER,
          namespace: destination,
        })),
        ...(clusterResources.length > 0 && { clusterResourceWhitelist: clusterResources }),
      },
    };
  });
}

const applications = ({ props, namespace }: Context): Manifest[] =>
  Object.entries(props.applications).map(([name, application]) => {
    const { automated, syncOptions } = application;
    return {
      apiVersion: API,
      kind: 'Application',
      metadata: { name, namespace },
      spec: {
        project: projectOf(name, application),
        source: {
          ...application.source,
          repoURL: application.repoUrl,
          targetRevision: application.revision,
          path: application.path,
        },
        destination: { server: IN_CLUSTER, namespace: application.namespace },
        ...((automated || syncOptions.length > 0) && {
          syncPolicy: { ...(automated && { automated }), ...(syncOptions.length > 0 && { syncOptions }) },
        }),
      },
    };
  });
