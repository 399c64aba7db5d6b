/** What an environment says of what stands by for it. */

/** Differences on Google, where replicas and what they follow are in one network, and need ranges of their own. */
export const RANGES = {
  google: {
    recovery: {
      differences: { targets: { google: { podCidr: '172.28.0.0/14' } }, cluster: { serviceCidr: '172.21.0.0/16' } },
    },
  },
};
