/** Version of the terms a buyer accepts together with saying to be of age. Raise it when they change: everybody is asked again. */
export const TERMS_VERSION = '1';
