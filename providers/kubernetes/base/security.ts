/** Security contexts that meet the restricted Pod Security Standard. */

const SECCOMP = { type: 'RuntimeDefault' };

/** Pods whose containers run as a user, who owns the volumes too. */
export const podSecurity = (user: number) => ({
  runAsNonRoot: true,
  runAsUser: user,
  runAsGroup: user,
  fsGroup: user,
  seccompProfile: SECCOMP,
});
