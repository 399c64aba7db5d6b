/** What changes of a database's users do, on every cloud: roles are made in the server by a pod, and a cloud keeps their secrets. */
import { inPlace, replaced } from '../../core/changes';

/** @param sources where a cloud says so of a name and of a login */
export const userChanges = (sources: { readonly name?: string; readonly login?: string } = {}) => ({
  'users.*.name': replaced(
    'another role with another secret: the old one loses its login, and keeps what it owns',
    sources.name,
  ),
  'users.*.rights': inPlace('the pod that keeps the users is replaced'),
  'users.*.schemas': inPlace('the pod that keeps the users is replaced'),
  'users.*.login': replaced(
    'the role stays, with what it owns; clients with the former way are refused; to identity, the secret with the password goes',
    sources.login,
  ),
  'users.*.credentials.rotationDays': inPlace(),
  'users.*.credentials.rotation': inPlace(
    'from scheduled to apply, the password is replaced at once; back, when it is old enough',
  ),
});
