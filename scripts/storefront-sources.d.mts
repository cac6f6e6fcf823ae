export declare const storefrontSources: (root: string) => string[]
