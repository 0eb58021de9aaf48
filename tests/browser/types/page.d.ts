// What the page of the questionnaire promises to its scripts, beside its elements: the `data-`
// attributes that they read. `templates/questionnaire.html` says what each is.

interface DOMStringMap {
  accent?: string;
  action?: string;
  amount: string;
  answer: string;
  brief: string;
  copyOf: string;
  count: string;
  decision: string;
  document: string;
  documents?: string;
  error: string;
  from: string;
  heading?: string;
  holds: string;
  hosts: string;
  law: string;
  letter?: string;
  notice?: string;
  ofLetter: string;
  old: string;
  outcome: string;
  paper: string;
  question: string;
  read?: string;
  screen?: string;
  short: string;
  source: string;
  sources?: string;
  stage?: string;
  stays: string;
  type: "choice" | "yes_no" | "number" | "count" | "money" | "date";
  until: string;
}
