/** Every id that this extension shares with package.json; a test holds the two equal. */

export const extensionId = 'k8s-recall.k8s-recall';

export const viewContainer = 'k8sRecall';

export const views = { topics: 'k8sRecall.topics', concept: 'k8sRecall.concept' } as const;

export const commands = {
  startDue: 'k8sRecall.startDue',
  startMust: 'k8sRecall.startMust',
  startSession: 'k8sRecall.startSession',
  quizTopic: 'k8sRecall.quizTopic',
  cramTopic: 'k8sRecall.cramTopic',
  quizMissed: 'k8sRecall.quizMissed',
  quizManifest: 'k8sRecall.quizManifest',
  putAsideCards: 'k8sRecall.putAsideCards',
  showProgress: 'k8sRecall.showProgress',
  openTopic: 'k8sRecall.openTopic',
  openSample: 'k8sRecall.openSample',
  reloadNotes: 'k8sRecall.reloadNotes',
  addNotesFolder: 'k8sRecall.addNotesFolder',
  searchCards: 'k8sRecall.searchCards',
  filterTopics: 'k8sRecall.filterTopics',
  clearFilter: 'k8sRecall.clearFilter',
  sortTopics: 'k8sRecall.sortTopics',
  switchLanguage: 'k8sRecall.switchLanguage',
  suspendCards: 'k8sRecall.suspendCards',
  unsuspendCards: 'k8sRecall.unsuspendCards',
  resetCards: 'k8sRecall.resetCards',
  showCardHistory: 'k8sRecall.showCardHistory',
  copyLink: 'k8sRecall.copyLink',
  previewNotes: 'k8sRecall.previewNotes',
  editCopy: 'k8sRecall.editCopy',
  compareWithReference: 'k8sRecall.compareWithReference',
  showLog: 'k8sRecall.showLog',
  showConcept: 'k8sRecall.showConcept',
  undoReview: 'k8sRecall.undoReview',
  redoReview: 'k8sRecall.redoReview',
  checkJournal: 'k8sRecall.checkJournal',
  backUpJournal: 'k8sRecall.backUpJournal',
  exportHistory: 'k8sRecall.exportHistory',
  importHistory: 'k8sRecall.importHistory',
} as const;

/** Settings below the section `k8sRecall`. */
export const settings = {
  language: 'k8sRecall.language',
  notesFolders: 'k8sRecall.notes.folders',
  autoReveal: 'k8sRecall.topics.autoReveal',
  manifestLens: 'k8sRecall.manifest.codeLens',
  statusBar: 'k8sRecall.due.statusBar',
  reminder: 'k8sRecall.due.reminder',
  notesOutdated: 'k8sRecall.notes.markOutdated',
  notesCodeLens: 'k8sRecall.notes.codeLens',
  hoverEnabled: 'k8sRecall.hover.enabled',
  fieldReference: 'k8sRecall.hover.fieldReference',
  clusterVersion: 'k8sRecall.clusterVersion',
  references: 'k8sRecall.hover.references',
  desiredRetention: 'k8sRecall.review.desiredRetention',
  dayStartHour: 'k8sRecall.review.dayStartHour',
  newPerDay: 'k8sRecall.review.newPerDay',
  reviewsPerDay: 'k8sRecall.review.reviewsPerDay',
  journalFolder: 'k8sRecall.review.journalFolder',
  quizClock: 'k8sRecall.quiz.clock',
} as const;

export const contextKeys = {
  deckFailed: 'k8sRecall.deckFailed',
  filtered: 'k8sRecall.filtered',
} as const;

export const walkthroughs = { start: 'start' } as const;

/** Languages of documents that may be manifests. */
export const manifestLanguages: readonly string[] = ['yaml', 'helm', 'kubernetes', 'json', 'jsonc'];

/** Type of the quiz's webview panel, also its activation event. */
export const quizPanelType = 'k8sRecall.quiz';

/** Type of the webview panel that shows progress. */
export const progressPanelType = 'k8sRecall.progress';

/** Scheme of the read-only documents that show built-in notes without their marks. */
export const noteScheme = 'k8s-recall-note';

/** Scheme of the read-only documents that the extension writes, such as the check of the journal. */
export const reportScheme = 'k8s-recall-report';
