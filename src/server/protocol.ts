import type { Concept, Language } from '../deck/types.ts';
import type { HoverLinks } from '../hover/links.ts';
import type { FileList } from '../workspace/build.ts';
import type { Position, Range } from '../manifest/token.ts';
import type { IndexData, PackData } from '../schema/data.ts';

/**
 * What client and server say to each other beyond the language server protocol. Plain names with their types
 * attached, so that neither side needs the other's library.
 */
export interface CustomRequest<Params, Result> {
  readonly method: string;
  /** Carries the types only. */
  readonly types?: readonly [Params, Result];
}
export interface CustomNotification<Params> {
  readonly method: string;
  /** Carries the type only. */
  readonly types?: Params;
}

/** `auto`: not where another extension's schema covers the document; what decides that is the client. */
export type FieldReference = 'auto' | 'always' | 'never';

/** `initializationOptions`; each may be left out. */
export interface ServerOptions {
  /** Language of the interface. */
  readonly locale: Language;
  /** Language of the notes; that of the interface if undefined. */
  readonly notesLanguage?: Language;
  readonly fieldReference: FieldReference;
  /** Minor version of the cluster in front of the user, such as `1.31`; the newest known if undefined. */
  readonly clusterVersion?: string;
  /** Folders with the user's own notes. */
  readonly notes: readonly string[];
  /** The client runs the commands of `hoverCommands` from links in a hover. */
  readonly commands: boolean;
  /** Follow references into the other manifests of the workspace. */
  readonly references: boolean;
  /** The client answers `listManifestsRequest` and `readManifestsRequest`; else the server reads the disk. */
  readonly clientFiles: boolean;
}

export interface ConceptHoverParams {
  readonly textDocument: { readonly uri: string };
  readonly position: Position;
  /** Another extension explains the fields of this document, so that `auto` leaves them to it. */
  readonly explained?: boolean;
}

/** A hover without its line of links, which the client writes as it knows what is due. */
export interface ConceptHover {
  readonly markdown: string;
  readonly links: HoverLinks;
  readonly range: Range;
  /** Ids of the concept and of the topic that explains it, where there is one. */
  readonly concept?: string;
  readonly topic?: string;
}

/** Client to server. */
export const hoverRequest: CustomRequest<ConceptHoverParams, ConceptHover | null> = {
  method: 'k8sRecall/hover',
};

/** Concepts of the user's own notes, and the built-in topics that they replace. */
export interface UserConcepts {
  readonly concepts: readonly Concept[];
  /** Ids of built-in topics that a note of the user's shadows. */
  readonly shadowed: readonly string[];
}

/** Client to server: all concepts of the user's notes, whenever the notes have changed. */
export const userConceptsNotification: CustomNotification<UserConcepts> = {
  method: 'k8sRecall/userConcepts',
};

/** Client to server: settings changed; what is left out is reset to its default. */
export const configureNotification: CustomNotification<Partial<ServerOptions>> = {
  method: 'k8sRecall/configure',
};

/** Server to client, where the server has no files: the built-in concepts of a language. */
export const readConceptsRequest: CustomRequest<{ readonly language: Language }, readonly Concept[]> = {
  method: 'k8sRecall/readConcepts',
};

/** Server to client: addresses of the workspace's manifests that are saved, at most `limit`. */
export const listManifestsRequest: CustomRequest<{ readonly limit: number }, FileList> = {
  method: 'k8sRecall/listManifests',
};

/** Server to client: texts of files in the order asked for; null for what cannot be read. */
export const readManifestsRequest: CustomRequest<
  { readonly uris: readonly string[] },
  readonly (string | null)[]
> = { method: 'k8sRecall/readManifests' };

/** Server to client, where the server has no files: the index of the field reference, or one of its packs. */
export const readSchemaRequest: CustomRequest<{ readonly name: string }, IndexData | PackData> = {
  method: 'k8sRecall/readSchema',
};
