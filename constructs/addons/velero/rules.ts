/** Rules of Velero: its bucket, its schedules, and what copies of volumes need. */
import { forEach } from '../../../core/rules/rule';
import { bucketRules } from '../parts/own-bucket';
import { type AddonRules, secretRule } from '../parts/rules';
import { isCopying } from './copies';
import type { VeleroProps } from './schema';

const copyRules: AddonRules<VeleroProps> = [
  {
    code: 'copies-without-volumes',
    property: 'volumes',
    check: (props) =>
      isCopying(props) &&
      !props.volumeSnapshots &&
      "must not be 'copies' with volumeSnapshots: false, because nothing would be copied",
  },
  {
    code: 'repository-password-missing',
    property: 'repositoryPassword',
    check: (props) =>
      isCopying(props) &&
      props.repositoryPassword === undefined &&
      "is required with volumes: 'copies', which are encrypted with it: everybody knows the password that Velero takes otherwise",
  },
  {
    code: 'repository-password-unused',
    property: 'repositoryPassword',
    check: (props) =>
      !isCopying(props) &&
      props.repositoryPassword !== undefined &&
      "requires volumes: 'copies': nothing else is encrypted with it",
  },
  {
    code: 'object-store-forgets',
    property: 'objectStore',
    check: (props, { environment }) => {
      const lifecycle = environment.objectStores[props.objectStore]?.lifecycle ?? {};
      const rule = Object.entries(lifecycle).find(
        ([, { expireAfterDays, transitions }]) =>
          expireAfterDays !== undefined || transitions.some(({ to }) => to === 'archive'),
      );
      return (
        isCopying(props) &&
        rule !== undefined &&
        `must name an object store that neither deletes nor archives objects by their age, because later copies build upon earlier ones, got "${props.objectStore}" with lifecycle.${rule[0]}`
      );
    },
  },
  {
    code: 'namespace-restricted',
    property: 'namespace',
    check: (props, { environment, addonNamespaces: { velero } }) =>
      isCopying(props) &&
      environment.namespaces[velero]?.podSecurity === 'restricted' &&
      `must be a namespace with podSecurity: 'baseline', because pods that copy volumes run as root, got "${velero}"`,
  },
];

const passwordRules: AddonRules<VeleroProps> = [
  forEach(
    ({ repositoryPassword }: VeleroProps) =>
      repositoryPassword
        ? [['repositoryPassword', { ...repositoryPassword, secret: repositoryPassword.from }] as const]
        : [],
    [
      { ...secretRule(), property: 'from' },
      {
        code: 'secret-rotates',
        property: 'from',
        check: ({ secret }, { environment }) =>
          environment.secrets[secret]?.rotationDays !== undefined &&
          `must name a secret without rotation, because no other password opens copies. Remove secrets.${secret}.rotationDays`,
      },
    ],
  ),
];

export const veleroRules: AddonRules<VeleroProps> = [
  ...bucketRules<VeleroProps>('velero'),
  {
    code: 'no-schedule',
    property: 'schedules',
    check: ({ schedules }) =>
      Object.keys(schedules).length === 0 &&
      'requires at least one schedule, because nothing would be backed up. Leave it out for a daily one',
  },
  ...copyRules,
  ...passwordRules,
];

export const veleroWarnings: AddonRules<VeleroProps> = [
  {
    code: 'repository-password-in-region',
    property: 'repositoryPassword',
    check: ({ objectStore, repositoryPassword }, { environment }) =>
      repositoryPassword !== undefined &&
      environment.objectStores[objectStore]?.replication === true &&
      `is in the store of the first region only: keep what secrets.${repositoryPassword.from} holds elsewhere, too, because nothing else opens the copies in the second region`,
  },
];
