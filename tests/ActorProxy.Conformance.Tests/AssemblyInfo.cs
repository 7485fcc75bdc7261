// Real processes on a small machine: one test at a time, so that time limits mean something.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
