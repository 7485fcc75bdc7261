using YamlDotNet.RepresentationModel;

namespace ActorProxy.Deploy.Tests.Support;

/// <summary>Documents of YAML files, without types.</summary>
internal static class Yaml
{
    /// <summary>The documents of a text.</summary>
    public static IReadOnlyList<YamlMappingNode> Documents(string text)
    {
        var stream = new YamlStream();
        stream.Load(new YamlDotNet.Core.MergingParser(new YamlDotNet.Core.Parser(new StringReader(text))));
        return [.. stream.Documents.Select(document => (YamlMappingNode)document.RootNode)];
    }

    /// <summary>The node at a path of keys; null when it is absent.</summary>
    public static YamlNode? At(this YamlNode node, params string[] path)
    {
        YamlNode? current = node;
        foreach (var name in path)
            current = current is YamlMappingNode map && map.Children.TryGetValue(new YamlScalarNode(name), out var next) ? next : null;
        return current;
    }

    /// <summary>The text at a path of keys; null when it is absent.</summary>
    public static string? Text(this YamlNode node, params string[] path) => (node.At(path) as YamlScalarNode)?.Value;

    /// <summary>The names of a map's entries.</summary>
    public static IEnumerable<string> Keys(this YamlNode? node) => node is YamlMappingNode map ? map.Children.Keys.Select(key => ((YamlScalarNode)key).Value!) : [];

    /// <summary>The items of a list.</summary>
    public static IEnumerable<YamlNode> Items(this YamlNode? node) => node is YamlSequenceNode list ? list.Children : [];
}
