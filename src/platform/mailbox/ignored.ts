/** Why a sample of the App Dashboard's "Test" button is ignored; readers of the inbox show by it that a row is one. */
export const DASHBOARD_TEST = 'a test of the dashboard';
