/** Objects of Argo CD: applications, the projects that hold them in, repositories, secrets, the route. */
import type { Manifest } from '../../../core/kubernetes/manifest';
import type { AddonContext } from '../addon';
import type { ArgoCdProps } from './schema';
import { routeTo } from '../gateway/routes';
import { externalSecret, type ExternalSecretProps } from '../parts/external-secret';
import { type ApplicationProps } from './applications';

type Context = AddonContext<ArgoCdProps>;

type Fetched = Pick<ExternalSecretProps, 'data' | 'dataFrom'>;

/** The secret in the cluster with the client's secret for signing in. */
export const SSO_SECRET = 'argocd-sso';

/** Argo CD's own project, which allows everything. */
export const OPEN_PROJECT = 'default';

/** The cluster that Argo CD runs in. */
const HERE = 'https://kubernetes.default.svc';

const API = 'argoproj.io/v1alpha1';

const projectOf = (name: string, { project }: ApplicationProps): string => project ?? name;

export const argoCdObjects = (context: Context): Manifest[] => [
  ...route(context),
  ...signIn(context),
  ...repositories(context),
  ...projects(context),
  ...applications(context),
];

const route = ({ props: { host }, namespace }: Context): Manifest[] =>
  host === undefined ? [] : [routeTo({ name: 'argocd-server', namespace, host, service: 'argocd-server', port: 80 })];

/** A secret out of the cloud's store, which Argo CD finds by its labels. */
const secret = (
  { namespace }: Context,
  name: string,
  { labels, data, from }: { readonly labels: object; readonly data: object; readonly from: Fetched },
): Manifest =>
  externalSecret({
    metadata: { name, namespace },
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
    secret(context, SSO_SECRET, { labels, data: {}, from: { data: [{ secretKey: 'clientSecret', remoteRef }] } }),
  ];
}

const repositories = (context: Context): Manifest[] =>
  Object.entries(context.props.repositories).map(([name, { url, secret: id, prefix }]) =>
    secret(context, `repository-${name}`, {
      labels: { 'argocd.argoproj.io/secret-type': prefix ? 'repo-creds' : 'repository' },
      data: { type: 'git', url },
      from: { dataFrom: [{ extract: { key: context.cloud.credentials(id) } }] },
    }),
  );

/** Of each project its applications alone say what it allows. */
function projects({ props, namespace }: Context): Manifest[] {
  const entries = Object.entries(props.applications);
  const names = new Set(entries.map(([name, application]) => projectOf(name, application)));
  names.delete(OPEN_PROJECT);
  return [...names].map((project) => {
    const members = entries.filter(([name, one]) => projectOf(name, one) === project).map(([, one]) => one);
    const clusterResources = members.flatMap((one) => one.clusterResources);
    return {
      apiVersion: API,
      kind: 'AppProject',
      metadata: { name: project, namespace },
      spec: {
        sourceRepos: [...new Set(members.map((one) => one.repoUrl))],
        destinations: [...new Set(members.map((one) => one.namespace))].map((destination) => ({
          server: HERE,
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
        destination: { server: HERE, namespace: application.namespace },
        ...((automated || syncOptions.length > 0) && {
          syncPolicy: { ...(automated && { automated }), ...(syncOptions.length > 0 && { syncOptions }) },
        }),
      },
    };
  });
