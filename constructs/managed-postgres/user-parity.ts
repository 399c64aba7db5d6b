/** How a cloud has users of databases: a pod makes the roles, and the cloud keeps their secrets. */
import { emulated } from '../../core/parity';

const CONFIGURATION = 'kubernetes_config_map_v1.data';
const ROLES = 'a pod in the cluster makes the roles as the owner: the cloud has no resource for them that could';

interface Native {
  /** The argument with the secret's name. */
  readonly name: string;
  /** What lets identities sign in, beside the pod's configuration. */
  readonly login: string;
  /** How that comes about. @default - as all roles do */
  readonly how?: string;
  /** The argument that replaces a password. */
  readonly rotation: string;
  /** What replaces it by the clock. */
  readonly clock: string;
}

export const userParity = ({ name, login, how = ROLES, rotation, clock }: Native) => ({
  'users.*.name': emulated(`${name}, ${CONFIGURATION}`, ROLES),
  'users.*.rights': emulated(CONFIGURATION, ROLES),
  'users.*.schemas': emulated(CONFIGURATION, ROLES),
  'users.*.login': emulated(`${login}, ${CONFIGURATION}`, how),
  'users.*.credentials.rotationDays': emulated(
    `time_rotating, ${rotation}`,
    'the first apply after this many days replaces the password, and the pod that keeps the users sets it',
  ),
  'users.*.credentials.rotation': emulated(
    clock,
    'a new password is stored by the clock, and the pod that keeps the users sets it; `apply` is time_rotating',
  ),
});
