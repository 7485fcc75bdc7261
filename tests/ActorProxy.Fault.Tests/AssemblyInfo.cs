// Whole clusters on a small machine: one at a time, so that time limits mean something.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
