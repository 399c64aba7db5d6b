/** Objects of Argo CD: applications, the projects that hold them in, repositories, secrets, the route. */
import { z } from 'zod';
import type { Manifest } from '../manifest';
import { identifier, text } from '../vocabulary';
import type { AddonContext } from './addon';
import type { ArgoCdProps } from './argo-cd';
import { routeTo } from './gateway-routes';
import { externalSecret, type ExternalSecretProps } from './parts/external-secret';

const repoUrl = z.string().regex(/^(https:\/\/|ssh:\/\/|[^@\s/]+@[^:\s]+:)\S+$/, {
  error: 'must be the address of a Git repository: https://…, ssh://… or git@host:path',
});

/** A kind of objects, as RBAC names it. */
const kind = z.strictObject({
  /** API group; empty for Kubernetes' own. */
  group: z.string(),
  /** Kind, or `*` for each of the group. */
  kind: text,
});

export const repositorySchema = z.strictObject({
  /** Its address. */
  url: repoUrl,
  /**
   * The name in the environment's `secrets` of what Argo CD shows: `username` and `password` (or a token), or else
   * `sshPrivateKey`, or else `githubAppID`, `githubAppInstallationID` and `githubAppPrivateKey`.
   */
  secret: identifier,
  /** Whether the address is only what those of many repositories begin with. @default false */
  prefix: z.boolean().default(false),
});

export const applicationSchema = z.strictObject({
  /** Address of the Git repository. */
  repoUrl,
  /** Branch, tag or commit. @default 'HEAD' */
  revision: text.default('HEAD'),
  /** Directory in the repository with manifests, a Kustomization or a chart. */
  path: text,
  /** The namespace that it goes to: a name in the environment's `namespaces`. */
  namespace: identifier,
  /**
   * The project that it is part of. Applications of one project may come out of the repositories and go to the namespaces
   * that any of them names, and nowhere else. `default` is Argo CD's own, which allows everything.
   * @default - one of its own name
   */
  project: identifier.optional(),
  /** Kinds of objects that belong to no namespace and that it may make all the same. @default - none */
  clusterResources: z.array(kind).default([]),
  /** Whether the cluster follows by itself, and how; false when a person starts it. */
  automated: z
    .union([
      z.literal(false),
      z.strictObject({
        /** What is gone from Git goes from the cluster. @default true */
        prune: z.boolean().default(true),
        /** What was changed in the cluster is changed back. @default true */
        selfHeal: z.boolean().default(true),
      }),
    ])
    .prefault({}),
  /** How it is synchronized: `ServerSideApply=true`. @default - as Argo CD does */
  syncOptions: z.array(text).default([]),
  /** What else Argo CD is to know of the source: `helm`, `kustomize`, `directory`, in its own words. @default - nothing */
  source: z.record(z.string(), z.unknown()).default({}),
});
export type ApplicationProps = z.output<typeof applicationSchema>;

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

/** What the chart's CRDs and other add-ons' take. */
export const objectsOf = (context: Context): Manifest[] => [
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
