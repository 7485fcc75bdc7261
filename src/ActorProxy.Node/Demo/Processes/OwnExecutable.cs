using System.Diagnostics;

namespace ActorProxy.Node.Demo.Processes;

/// <summary>Starts this very program again, however it was started itself: <c>dotnet run</c>, <c>dotnet actorproxy.dll</c> or its own executable.</summary>
internal static class OwnExecutable
{
    /// <summary>A start description for this program with the given arguments.</summary>
    public static ProcessStartInfo Start(IEnumerable<string> arguments)
    {
        var assembly = typeof(OwnExecutable).Assembly;
        return Start(Environment.ProcessPath, AppContext.BaseDirectory, assembly.GetName().Name!, arguments);
    }

    /// <summary>As above, from explicit facts about the running process.</summary>
    /// <param name="processPath">The running executable.</param>
    /// <param name="directory">Where the program's files lie.</param>
    /// <param name="name">The program's file name without extension.</param>
    /// <param name="arguments">Its arguments.</param>
    public static ProcessStartInfo Start(string? processPath, string directory, string name, IEnumerable<string> arguments)
    {
        if (processPath is not null && Path.GetFileNameWithoutExtension(processPath).Equals(name, StringComparison.OrdinalIgnoreCase))
            return new ProcessStartInfo(processPath, arguments);

        // Started through the dotnet host: the same host with the program's assembly.
        var host = processPath is not null && Path.GetFileNameWithoutExtension(processPath) == "dotnet" ? processPath : "dotnet";
        return new ProcessStartInfo(host, [Path.Combine(directory, name + ".dll"), .. arguments]);
    }
}
