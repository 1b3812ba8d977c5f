//! Threes of nodes of which each two are a pair.

/// Calls `each` for every triangle: its nodes, and what the pairs of the first and second, the first and third and
/// the second and third carry. Each pair is given once, in either order, and no node is paired with itself.
///
/// Pairs are turned towards the node with more of them, and rows of those intersected: T. Schank and D. Wagner,
/// "Finding, counting and listing all triangles in large graphs", WEA 2005. O(p√p) in pairs; the order of triangles
/// depends on nothing but the pairs.
pub(super) fn triangles<T: Copy>(
    nodes: usize,
    pairs: impl Iterator<Item = (u32, u32, T)> + Clone,
    mut each: impl FnMut([u32; 3], [T; 3]),
) {
    let mut degree = vec![0u32; nodes];
    for (a, b, _) in pairs.clone() {
        degree[a as usize] += 1;
        degree[b as usize] += 1;
    }
    let rank = |node: u32| (degree[node as usize], node);
    let mut rows: Vec<Vec<(u32, T)>> = vec![Vec::new(); nodes];
    for (a, b, carries) in pairs {
        let (low, high) = if rank(a) < rank(b) { (a, b) } else { (b, a) };
        rows[low as usize].push((high, carries));
    }
    let mut near: Vec<Option<T>> = vec![None; nodes];
    for a in 0..nodes as u32 {
        let row = &rows[a as usize];
        for &(b, carries) in row {
            near[b as usize] = Some(carries);
        }
        for &(b, ab) in row {
            for &(c, bc) in &rows[b as usize] {
                if let Some(ac) = near[c as usize] {
                    each([a, b, c], [ab, ac, bc]);
                }
            }
        }
        for &(b, _) in row {
            near[b as usize] = None;
        }
    }
}
