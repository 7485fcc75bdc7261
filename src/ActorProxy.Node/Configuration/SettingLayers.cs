using System.Collections;
using System.Text.RegularExpressions;
using ActorProxy.Admin;
using Akka.Configuration;
using Microsoft.Extensions.Configuration;

namespace ActorProxy.Node.Configuration;

/// <summary>One source of settings: its name for error messages, and the values it gives.</summary>
internal sealed record SettingLayer(string Source, IReadOnlyDictionary<string, IReadOnlyList<string>> Values);

/// <summary>
/// The sources of settings, strongest first: flags, environment, appsettings.json, HOCON. A source that gives a list replaces the whole list of
/// the weaker ones.
/// </summary>
internal static partial class SettingLayers
{
    private const string EnvironmentPrefix = "ACTORPROXY_";

    /// <summary>Reads <c>ACTORPROXY_...</c> variables; lists are comma-separated.</summary>
    /// <exception cref="SettingException">A variable's name is nearly that of a setting.</exception>
    public static SettingLayer FromEnvironment(IDictionary environment)
    {
        var values = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var name in SettingNames.All)
        {
            if (environment[VariableOf(name)] is string text && text.Length > 0) values[name] = Split(text);
        }

        RefuseMisspelt(environment.Keys.OfType<string>());
        return new SettingLayer("the environment (ACTORPROXY_...)", values);
    }

    /// <summary>Reads the section <c>ActorProxy</c> of a JSON file; an absent file gives nothing.</summary>
    /// <exception cref="SettingException">The file is not JSON, or the section holds an unknown name.</exception>
    public static SettingLayer FromJson(string path)
    {
        IConfigurationRoot root;
        try
        {
            root = new ConfigurationBuilder().AddJsonFile(Path.GetFullPath(path), optional: true, reloadOnChange: false).Build();
        }
        catch (Exception e) when (e is InvalidDataException or FormatException)
        {
            throw new SettingException($"{path}: {e.GetBaseException().Message}");
        }

        var values = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var child in root.GetSection("ActorProxy").GetChildren())
        {
            var name = SettingNames.All.FirstOrDefault(n => n.Replace("-", "", StringComparison.Ordinal).Equals(child.Key, StringComparison.OrdinalIgnoreCase))
                ?? throw new SettingException($"{path}: ActorProxy:{child.Key} is not a setting; known are {string.Join(", ", SettingNames.All)}.");
            values[name] = child.Value is { } text ? Split(text) : [.. child.GetChildren().Select(c => c.Value ?? "")];
        }

        return new SettingLayer(path, values);
    }

    /// <summary>Reads the section <c>actorproxy</c> of HOCON.</summary>
    /// <exception cref="SettingException">The section holds an unknown name.</exception>
    public static SettingLayer FromHocon(Config hocon)
    {
        var values = new Dictionary<string, IReadOnlyList<string>>();
        var section = hocon.GetConfig("actorproxy");
        if (section is { IsEmpty: false })
        {
            foreach (var (key, value) in section.Root.GetObject().Items)
            {
                if (!SettingNames.All.Contains(key))
                    throw new SettingException($"HOCON: actorproxy.{key} is not a setting; known are {string.Join(", ", SettingNames.All)}.");
                values[key] = value.IsArray() ? [.. value.GetStringList()] : Split(value.GetString());
            }
        }

        return new SettingLayer("HOCON (actorproxy { ... })", values);
    }

    private static string VariableOf(string name) => EnvironmentPrefix + name.Replace('-', '_').ToUpperInvariant();

    /// <summary>Only names that are near: Kubernetes sets <c>ACTORPROXY_PORT</c> and the like by itself, where a Service is called actorproxy.</summary>
    private static void RefuseMisspelt(IEnumerable<string> variables)
    {
        var known = SettingNames.All.Select(VariableOf).Append("ACTORPROXY_HOCON").ToHashSet();
        foreach (var variable in variables.Where(name => name.StartsWith(EnvironmentPrefix, StringComparison.Ordinal) && !known.Contains(name) && !ServiceLink().IsMatch(name)))
        {
            var names = known.Select(name => name[EnvironmentPrefix.Length..]);
            if (SimilarName.Find(variable[EnvironmentPrefix.Length..], names) is { } nearest)
                throw new SettingException($"the environment: {variable} is not a setting, did you mean {EnvironmentPrefix}{nearest}?");
        }
    }

    [GeneratedRegex("_(SERVICE_(HOST|PORT)|PORT)(_|$)")]
    private static partial Regex ServiceLink();

    private static string[] Split(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>A setting that cannot be used; the message names it and its source.</summary>
internal sealed class SettingException(string message) : Exception(message);
