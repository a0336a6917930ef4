"""Of the test settings alone: how a week goes by on a site that runs."""
