// Most of a cluster's time is waiting: for members, for reports, for what was killed to be noticed. Two at a time are what a small machine bears.
[assembly: CollectionBehavior(MaxParallelThreads = 2)]
