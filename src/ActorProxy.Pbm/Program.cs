namespace ActorProxy.Pbm;

/// <summary>The entry point.</summary>
internal static class Program
{
    private static Task<int> Main(string[] arguments) => new PbmApplication(Console.Out, Console.Error).RunAsync(arguments);
}
