/** ExternalSecret: a Kubernetes Secret that follows a secret in the cloud's secret store. */
import type { Manifest } from '../../../core/kubernetes/manifest';
import { SECRET_STORE } from '../external-secrets/external-secrets';

/** Longest time until the Secret follows a change in the store. */
const REFRESH_INTERVAL = '1h';
/** The same of a password that is no longer valid once it is replaced. Each look is a paid call on AWS. */
const WATCHED_REFRESH_INTERVAL = '1m';

export interface ExternalSecretProps {
  /** Metadata of the ExternalSecret. The Secret gets the same name. */
  readonly metadata: Manifest['metadata'];
  /** Whether the Secret keeps its first value, for software that cannot follow changes. @default false */
  readonly isFixed?: boolean;
  /** Whether it holds a password that must be followed within a minute. @default false */
  readonly isWatched?: boolean;
  /** The Secret's template and policies. @default - the fetched data; deleted with the ExternalSecret */
  readonly target?: object;
  /** Single properties of secrets in the store. @default - none */
  readonly data?: readonly object[];
  /** Whole secrets of the store. @default - none */
  readonly dataFrom?: readonly object[];
}

export const externalSecret = ({
  metadata,
  isFixed = false,
  isWatched = false,
  target,
  ...fetched
}: ExternalSecretProps): Manifest => ({
  apiVersion: 'external-secrets.io/v1',
  kind: 'ExternalSecret',
  metadata,
  spec: {
    ...(isFixed
      ? { refreshPolicy: 'OnChange' }
      : { refreshInterval: isWatched ? WATCHED_REFRESH_INTERVAL : REFRESH_INTERVAL }),
    secretStoreRef: { kind: 'ClusterSecretStore', name: SECRET_STORE },
    target: { name: metadata.name, ...target },
    ...fetched,
  },
});
