namespace ActorProxy.Node.Demo;

/// <summary>The demo cannot start or go on, for a reason that its message tells the person at the keyboard.</summary>
internal sealed class DemoException(string message) : Exception(message);
