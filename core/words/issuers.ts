/** Issuers of tokens, by their URLs. */
import { z } from 'zod';

/** As the tokens themselves have it: no slash at the end. */
export const issuerWord = z.string().regex(/^https:\/\/[a-z0-9.-]+(:\d+)?(\/[\w./-]*[\w-])?$/, {
  error:
    'must be the URL of an issuer, https://… in lower case without a slash at the end, as in the claim iss of its tokens',
});
